/// A handler with its channel. While it has nothing to do it is parked there; else it is in one line of its pool, or
/// running: never two of these at a time, so that one thread at a time calls the handler.
///
/// - It keeps itself alive from its beginning to its end, so that neither channel nor line counts references to it.
/// - Who takes it out of the channel, under the channel's lock, puts it in line; who runs it puts it in line again, or
///   parks it, which looks once more for messages, and touches it no more but for the channel, which it holds.
/// - It is one of many: with the channel, the handle and its place in the topic it is to take no more than 256 bytes.
@usableFromInline
final class HandlerTurn<Message: Sendable>: HandlerJob {
    /// Most messages that are handed over in one call.
    @usableFromInline static var batch: Int { 64 }
    /// Most calls in one turn: who has no more than four batches of room is left with an empty buffer, so that a publisher
    /// that never waits does not meet it half full.
    @usableFromInline static var mostCalls: Int { 4 }
    /// Nanoseconds that the calls after the first may take together before others have their turn.
    @usableFromInline static var patience: Int64 { 100_000 }

    @usableFromInline let channel: BoundedChannel<Message>
    @usableFromInline let handler: @Sendable (Span<Message>) -> Void
    let home: HandlerHome<Message>

    init(
        _ channel: BoundedChannel<Message>, home: HandlerHome<Message>,
        handler: @escaping @Sendable (Span<Message>) -> Void
    ) {
        self.channel = channel
        self.handler = handler
        self.home = home
    }

    /// From now on it is called.
    func begin() {
        _ = Unmanaged.passRetained(self)
        switch channel.park(.handler(.passUnretained(self)), head: channel.ring.head.load(ordering: .acquiring)) {
        case .parked: break
        // A message, or the end, was faster.
        case .retry, .end: schedule()
        }
    }

    @usableFromInline
    override func schedule() { home.threads.add(self, isSlow: channel.notes.isSlow) }

    override func run(on thread: UnsafeMutablePointer<PoolThread>) { home.turn(self, thread) }

    /// Hands over what there is, in a few calls at most, then makes room for others.
    @inlinable
    func take(on thread: UnsafeMutablePointer<PoolThread>) {
        var reader = ChannelReader(turnOf: channel)
        let messages = thread.pointee.buffer(of: Message.self, capacity: Self.batch)
        var firstEnded: Int64 = 0
        for number in 0..<Self.mostCalls {
            if channel.isEvicted { return end() }
            let wasSlow = call(with: &reader, messages, on: thread)
            guard reader.hasMore || reader.refill() else { return park(at: reader.head) }
            if wasSlow || number == Self.mostCalls - 1 { break }
            let now = MonotonicTime.now()
            if number == 0 { firstEnded = now }
            if now - firstEnded > Self.patience { break }
        }
        schedule()
    }

    @inlinable
    func park(at head: Int) {
        // Once it is parked it may run elsewhere, and end: then nobody else holds the channel.
        let held = Unmanaged.passRetained(channel)
        switch channel.park(.handler(.passUnretained(self)), head: head) {
        case .parked: break
        case .retry: schedule()
        case .end: end()
        }
        held.release()
    }

    /// Calls the handler with what there is, up to a batch.
    /// - Returns: whether the call took longer than it may.
    @inlinable
    @inline(__always)
    func call(
        with reader: inout ChannelReader<Message>, _ messages: UnsafeMutablePointer<Message>,
        on thread: UnsafeMutablePointer<PoolThread>
    ) -> Bool {
        var count = 0
        while count < Self.batch {
            let taken = reader.take(Self.batch - count, into: messages + count)
            count += taken
            // What comes meanwhile is for the next call.
            if taken == 0, count > 0 || !reader.refill() { break }
        }
        guard count > 0 else { return false }
        thread.pointee.beginCall()
        handler(UnsafeBufferPointer(start: messages, count: count).span)
        let wasSlow = thread.pointee.endCall()
        note(wasSlow: wasSlow)
        messages.deinitialize(count: count)
        return wasSlow
    }

    @usableFromInline
    func note(wasSlow: Bool) { channel.notes.note(wasSlow: wasSlow) }

    /// It is not called any more.
    @usableFromInline
    func end() {
        channel.discardIfEvicted()
        home.didEnd(channel)
        Unmanaged.passUnretained(self).release()
    }
}
