import Synchronization

/// The reading end of a channel. One at a time; it remembers the run of elements that it may take without a lock.
@usableFromInline
struct ChannelReader<Element: Sendable> {
    @usableFromInline let channel: BoundedChannel<Element>
    @usableFromInline var head: Int
    @usableFromInline var runEnd: Int
    /// Gives the channel free for another reader when the last copy of this one is gone.
    private let token: Token

    private final class Token {
        let channel: BoundedChannel<Element>
        init(_ channel: BoundedChannel<Element>) { self.channel = channel }
        deinit { channel.isBeingRead.store(false, ordering: .releasing) }
    }

    @usableFromInline
    init(_ channel: BoundedChannel<Element>) {
        let wasRead = channel.isBeingRead.exchange(true, ordering: .acquiringAndReleasing)
        precondition(!wasRead, "a subscription has one reader at a time")
        self.channel = channel
        head = channel.ring.head.load(ordering: .acquiring)
        runEnd = head
        token = Token(channel)
    }

    /// The next element of the run at hand, if there is one. Never waits, never looks for newer ones.
    @inlinable
    mutating func nextInRun() -> Element? {
        if let log = channel.log { return log.next(channel) }
        guard head < runEnd else { return nil }
        let element = channel.ring.take(at: head)
        head += 1
        if channel.ring.attention.load(ordering: .sequentiallyConsistent) { channel.admitSenders() }
        return element
    }

    /// Looks for newer elements.
    /// - Returns: whether there are some.
    @inlinable
    mutating func refill() -> Bool {
        runEnd = channel.ring.tail.load(ordering: .acquiring)
        return head < runEnd
    }

    /// The next element, waiting for it; nil at the end, or when the task is cancelled.
    @inlinable
    mutating func next(isolation: isolated (any Actor)?) async -> Element? {
        if let element = nextInRun() { return element }
        guard let element = await nextRun(isolation: isolation) else {
            runEnd = head
            channel.discardIfEvicted(from: head)
            head = channel.ring.head.load(ordering: .relaxed)
            return nil
        }
        return element
    }

    @inlinable
    mutating func nextRun(isolation: isolated (any Actor)?) async -> Element? {
        while true {
            if Task.isCancelled {
                channel.close(abandoning: true)
                return nil
            }
            if channel.isEvicted { return nil }
            if channel.log != nil {
                if let element = nextInRun() { return element }
            } else if refill() {
                return nextInRun()
            }
            guard await channel.park(head: head, isolation: isolation) else { return nil }
        }
    }
}
