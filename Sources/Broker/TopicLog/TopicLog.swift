import Synchronization

/// What a strategy that keeps a log does with a message for a subscription that is full.
@usableFromInline
enum WhenFull: Sendable {
    /// It does not get it.
    case reject
    /// The broadcast waits for it, and for all others that are full, together.
    case wait
    /// It loses its oldest message to it.
    case loseOldest
}

/// The messages of one topic, once for all of its subscriptions.
///
/// A channel reads the log without a lock, by a cursor of its own (its `head`), as long as it keeps up. One that is
/// full is *set aside*: what it has not read stays on pages that it keeps, and what comes goes into its own ring, under
/// its own lock, message by message, until it has read everything; the next message then takes it back into the log.
/// So the log holds only what somebody who keeps up has not read, and a message costs the same for any number of those.
///
/// Invariants
/// - `tail - head <= capacity` for each of `members`: none of them is full below `nextLook`.
/// - Only a publisher sets aside and takes back, under the lock of the log and that of the channel, in this order.
/// - Where a full one loses its oldest, it stays with the log: publisher and reader move its `head` by turns, each by a
///   compare and exchange from the message that it takes.
@usableFromInline
final class TopicLog<Message: Sendable>: Sendable {
    @usableFromInline
    struct Guarded: ~Copyable {
        /// Those that read the log.
        @usableFromInline var members: [BoundedChannel<Message>] = []
        /// Those that read a ring of their own.
        @usableFromInline var aside: [BoundedChannel<Message>] = []
        /// Evicted, and still held by somebody: what they miss is dropped for them.
        @usableFromInline var gone: [SubscriptionID] = []
        /// The first that anybody may read, to the one that is written.
        @usableFromInline var pages: [LogPage<Message>]
        @usableFromInline var page: LogPage<Message>
        @usableFromInline var pageSize = 1
        /// So many are there, used or not.
        @usableFromInline var mostPages = 1
        /// The tail at which to look who is full.
        @usableFromInline var nextLook = 0
        /// Pages that nobody reads any more, to be emptied outside of the lock; and empty ones.
        @usableFromInline var retired: [LogPage<Message>] = []
        @usableFromInline var spares: [LogPage<Message>] = []
        @usableFromInline var outcome = LogOutcome<Message>()
        @usableFromInline var isOver = false
        /// Whether the last look has found all full, or half of those that stay though they are, and none has had room
        /// since: to give way would be, or was, in vain.
        @usableFromInline var isStuck = false

        @inlinable
        init() {
            page = LogPage(base: 0, count: 1)
            pages = [page]
        }
    }
    @usableFromInline let guarded = Mutex(Guarded())
    @usableFromInline let parked = ParkedReaders<Message>()
    @usableFromInline let observer: (any BroadcastObserver<Message>)?
    @usableFromInline let whenFull: WhenFull
    private let padding: (Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0)
    /// Messages before this one may be read.
    @usableFromInline let tail = Atomic<Int>(0)

    init(whenFull: WhenFull, observer: (any BroadcastObserver<Message>)?) {
        self.whenFull = whenFull
        self.observer = observer
    }

    /// What is to be done once the lock is let go of.
    @usableFromInline
    struct Remainder {
        @usableFromInline var outcome = LogOutcome<Message>()
        @usableFromInline var retired: [LogPage<Message>] = []

        @inlinable
        init() {}
    }

    /// What became of a message.
    @usableFromInline
    enum Result {
        case given
        /// Given but to these, which are full, and waited for.
        case full([BoundedChannel<Message>])
        /// Nothing yet: many who read the log are full, and may only need the thread that publishes.
        case mustGiveWay
    }

    /// Gives a message to all who have room, and tells of those that do not get it.
    /// - Parameter mayGiveWay: whether it may be published a little later instead.
    @inlinable
    func broadcast(_ message: Message, mayGiveWay: Bool = false) -> Result {
        var mustGiveWay = false
        let remainder = guarded.withLock { guarded -> Remainder? in
            guard !guarded.members.isEmpty || !guarded.aside.isEmpty || !guarded.gone.isEmpty else { return nil }
            let tail = tail.load(ordering: .relaxed)
            if tail >= guarded.nextLook || guarded.page.isFull && guarded.spares.isEmpty {
                mustGiveWay =
                    mayGiveWay && !guarded.isStuck && CurrentWorker.exists && isCrowded(guarded.members, tail)
                if mustGiveWay { return nil }
                look(&guarded, tail)
            }
            let isForAll =
                guarded.aside.isEmpty && guarded.gone.isEmpty && guarded.retired.isEmpty && guarded.outcome.lost.isEmpty
            let remainder = isForAll ? nil : offer(message, &guarded, tail)
            append(message, &guarded, tail)
            return remainder
        }
        if mustGiveWay { return .mustGiveWay }
        HandlerOutbox.collect { parked.wake { guarded.withLock { $0.members } } }
        guard let remainder else { return .given }
        return conclude(message, remainder)
    }

    @inlinable
    @inline(never)
    func offer(_ message: Message, _ guarded: inout Guarded, _ tail: Int) -> Remainder {
        var remainder = Remainder()
        swap(&remainder.outcome, &guarded.outcome)
        swap(&remainder.retired, &guarded.retired)
        offer(message, &guarded, tail, &remainder.outcome)
        return remainder
    }

    @inlinable
    @inline(never)
    func conclude(_ message: Message, _ remainder: consuming Remainder) -> Result {
        var (outcome, retired) = (remainder.outcome, remainder.retired)
        remainder = Remainder()
        HandlerOutbox.collect { outcome.conclude(message, observer) }
        outcome.clear()
        let full = outcome.full
        outcome.full = []
        clear(&retired)
        guarded.withLock { guarded in
            swap(&outcome, &guarded.outcome)
            keep(&retired, &guarded)
            if guarded.retired.isEmpty { swap(&retired, &guarded.retired) }
        }
        return full.isEmpty ? .given : .full(full)
    }

    /// Lets go of the messages of pages, but for those that a channel keeps: it is the last to have them.
    @inlinable
    func clear(_ retired: inout [LogPage<Message>]) {
        var count = 0
        for index in retired.indices where isKnownUniquelyReferenced(&retired[index]) {
            retired[index].clear()
            retired.swapAt(count, index)
            count += 1
        }
        retired.removeLast(retired.count - count)
    }

    /// Offers it to each that is set aside; who has read everything is taken back.
    @inlinable
    func offer(
        _ message: Message, _ guarded: inout Guarded, _ tail: Int, _ outcome: inout LogOutcome<Message>
    ) {
        outcome.isOver = guarded.isOver
        outcome.closed.append(contentsOf: guarded.gone)
        let page = guarded.isOver ? nil : Unmanaged.passUnretained(guarded.page)
        var index = 0
        while index < guarded.aside.count {
            // The list holds it: no reference is counted for each message.
            let channel = guarded.aside.withUnsafeBufferPointer { Unmanaged.passUnretained($0[index]) }
            let isTakenBack = channel._withUnsafeGuaranteedRef {
                $0.offer(message, whenFull, takingBackTo: page, at: tail, &outcome)
            }
            if isTakenBack { takeBack(index, &guarded, tail) } else { index += 1 }
        }
    }

    @inlinable
    func append(_ message: Message, _ guarded: inout Guarded, _ tail: Int) {
        if guarded.page.isFull { turnPage(&guarded, tail) }
        guarded.page.append(message)
        self.tail.store(tail + 1, ordering: .sequentiallyConsistent)
    }

    @inlinable
    @inline(never)
    func turnPage(_ guarded: inout Guarded, _ tail: Int) {
        let page: LogPage<Message>
        if let spare = guarded.spares.popLast(), spare.count == guarded.pageSize {
            page = spare
            page.base = tail
        } else {
            page = LogPage(base: tail, count: guarded.pageSize)
        }
        guarded.page.next = Unmanaged.passUnretained(page)
        guarded.page = page
        guarded.pages.append(page)
    }
}
