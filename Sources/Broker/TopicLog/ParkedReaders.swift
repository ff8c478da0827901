import Synchronization

/// Who is to be woken by the next message: channels whose readers found nothing in the log.
///
/// A reader parks in its channel, adds the channel here, and then looks at the log's tail once more; a publisher moves
/// the tail, and then takes what is here. All of that is sequentially consistent, so one of the two sees the other.
///
/// While few are parked they are listed. Beyond a share of the members no more are: the next message then looks at every
/// member, in the order of the members, and a reader that parks only reads `state`. So where all wait for each message, no
/// lock is shared, and each broadcast wakes the readers in the same order, as good for the caches as it can be.
@usableFromInline
struct ParkedReaders<Message: Sendable>: ~Copyable, Sendable {
    /// Who is parked.
    @usableFromInline static var nobody: Int { 0 }
    @usableFromInline static var listed: Int { 1 }
    @usableFromInline static var many: Int { 2 }

    @usableFromInline
    struct Lists: Sendable {
        @usableFromInline var parked: [BoundedChannel<Message>] = []
        /// What `parked` was before, emptied: the next one, so that no message costs an allocation.
        @usableFromInline var spare: [BoundedChannel<Message>] = []

        @inlinable
        init() {}
    }
    @usableFromInline let state = Atomic<Int>(0)
    /// With so many there are many.
    @usableFromInline let most = Atomic<Int>(fewest)
    @usableFromInline let lists = Mutex(Lists())

    /// So many are listed at least, and a quarter of the members: each of the others costs a look.
    private static var fewest: Int { 64 }

    @usableFromInline
    init() {}

    /// There are so many members now.
    func adapt(to members: Int) { most.store(max(Self.fewest, members / 4), ordering: .relaxed) }

    /// The reader of that channel is parked.
    @inlinable
    func add(_ channel: BoundedChannel<Message>) {
        if state.load(ordering: .sequentiallyConsistent) != Self.many { list(channel) }
    }

    @inlinable
    @inline(never)
    func list(_ channel: BoundedChannel<Message>) {
        lists.withLock { lists in
            if channel.parkedPosition == nil {
                channel.parkedPosition = lists.parked.count
                lists.parked.append(channel)
            }
            let areMany = lists.parked.count >= most.load(ordering: .relaxed)
            state.store(areMany ? Self.many : Self.listed, ordering: .sequentiallyConsistent)
        }
    }

    /// The last one takes its place: leaving costs the same however many are parked.
    @usableFromInline
    func remove(_ channel: BoundedChannel<Message>) {
        lists.withLock { lists in
            guard let position = channel.parkedPosition else { return }
            channel.parkedPosition = nil
            lists.parked.swapAt(position, lists.parked.count - 1)
            lists.parked.removeLast()
            if position < lists.parked.count { lists.parked[position].parkedPosition = position }
        }
    }

    /// Wakes all of them. After the tail has moved.
    /// - Parameter members: everybody who reads the log.
    @inlinable
    func wake(_ members: () -> [BoundedChannel<Message>]) {
        guard state.load(ordering: .sequentiallyConsistent) != Self.nobody else { return }
        let areMany = state.exchange(Self.nobody, ordering: .sequentiallyConsistent) == Self.many
        var woken = lists.withLock { lists -> [BoundedChannel<Message>] in
            let parked = lists.parked
            lists.parked = lists.spare
            lists.spare = []
            for channel in parked { channel.parkedPosition = nil }
            return parked
        }
        Self.wake(areMany ? members() : woken)
        woken.removeAll(keepingCapacity: true)
        lists.withLock { if $0.spare.capacity < woken.capacity { swap(&$0.spare, &woken) } }
    }

    @inlinable
    static func wake(_ channels: [BoundedChannel<Message>]) {
        channels.withUnsafeBufferPointer { channels in
            for index in channels.indices {
                // The array holds it: no reference is counted for each wake.
                Unmanaged.passUnretained(channels[index])._withUnsafeGuaranteedRef { $0.wake() }
            }
        }
    }
}
