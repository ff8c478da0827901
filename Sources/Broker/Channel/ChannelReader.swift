import Synchronization

/// The reading end of a channel. One at a time; it remembers the run of elements that it may take without a lock.
@usableFromInline
struct ChannelReader<Element: Sendable> {
    @usableFromInline let channel: BoundedChannel<Element>
    @usableFromInline var head: Int
    /// Where the run ends, on the page at hand; `seen` is where it ends on later ones.
    @usableFromInline var runEnd: Int
    @usableFromInline var seen: Int
    /// The page of the log at hand, nil where the run is in the ring.
    @usableFromInline var page: Unmanaged<LogPage<Element>>?
    @usableFromInline var slots: UnsafeMutablePointer<Element>?
    @usableFromInline var base = 0
    @usableFromInline var pageEnd = 0
    /// The channel's, when it was last looked at; before, one that it has not.
    @usableFromInline var epoch: UInt32
    /// Pages that it has read to the end, until they are let go of; else empty.
    @usableFromInline var left: [LogPage<Element>] = []
    /// Whether somebody sees to it that cancelling the task closes the channel.
    @usableFromInline let isWatched: Bool
    /// Gives the channel free for another reader when the last copy of this one is gone.
    @usableFromInline let token: Token?

    @usableFromInline
    final class Token {
        let channel: BoundedChannel<Element>
        init(_ channel: BoundedChannel<Element>) { self.channel = channel }
        deinit { channel.isBeingRead.store(false, ordering: .releasing) }
    }

    @usableFromInline
    init(_ channel: BoundedChannel<Element>, isWatched: Bool = false) {
        let wasRead = channel.isBeingRead.exchange(true, ordering: .acquiringAndReleasing)
        precondition(!wasRead, "a subscription has one reader at a time")
        self.channel = channel
        self.isWatched = isWatched
        head = channel.ring.head.load(ordering: .acquiring)
        runEnd = head
        seen = head
        epoch = channel.epoch.load(ordering: .relaxed) &- 1
        token = Token(channel)
    }

    /// For one turn of a handler, of which the channel has but one.
    @inlinable
    init(turnOf channel: BoundedChannel<Element>) {
        self.channel = channel
        isWatched = true
        head = channel.ring.head.load(ordering: .relaxed)
        runEnd = head
        seen = head
        token = nil
        let now = channel.epoch.load(ordering: .acquiring)
        epoch = now &- 1
        guard channel.heldLog != nil, channel.taking != .contested else { return }
        // A channel that is set aside now has something left to read: until it has, its page stays this one.
        guard now & 1 == 0, let page = channel.page else { return }
        epoch = now
        open(page)
    }

    // MARK: Taking

    /// The next element of the run at hand, if there is one. Never waits, never looks for newer ones.
    @inlinable
    mutating func nextInRun() -> Element? {
        guard head < runEnd else {
            guard head < seen else { return nil }
            beginRun()
            return nextInRun()
        }
        guard let slots else { return takeFromRing() }
        let element = (slots + (head - base)).pointee
        return advance(to: head + 1) ? element : nextAfterLoss()
    }

    /// Gives the places up to `end` back, whose elements it has copied, and lets in who waits for them.
    /// - Returns: false where a publisher has taken one of the elements first: then it has none of them.
    @inlinable
    @inline(__always)
    mutating func advance(to end: Int) -> Bool {
        switch channel.taking {
        case .alone: channel.ring.head.store(end, ordering: .releasing)
        case .attended:
            // Of a sender that is about to wait and this reader, one sees the other: see `RingStorage.take`.
            channel.ring.head.store(end, ordering: .sequentiallyConsistent)
            if channel.ring.attention.load(ordering: .sequentiallyConsistent) { channel.admitSenders() }
        case .contested:
            let isTaken = channel.ring.head.compareExchange(
                expected: head, desired: end, ordering: .sequentiallyConsistent
            ).exchanged
            guard isTaken else { return false }
        }
        head = end
        return true
    }

    /// The next elements of the run at hand, as many as there are on one page and `most` at most. Their places are given
    /// back all at once.
    /// - Parameter target: room for them.
    /// - Returns: how many.
    @inlinable
    mutating func take(_ most: Int, into target: UnsafeMutablePointer<Element>) -> Int {
        if head >= runEnd { beginRun() }
        let count = min(most, runEnd - head)
        guard count > 0 else { return 0 }
        guard let slots else {
            channel.ring.take(at: head, count, into: target)
            head += count
            if channel.ring.attention.load(ordering: .sequentiallyConsistent) { channel.admitSenders() }
            return count
        }
        target.initialize(from: slots + (head - base), count: count)
        if advance(to: head + count) { return count }
        target.deinitialize(count: count)
        guard let element = nextAfterLoss() else { return 0 }
        target.initialize(to: element)
        return 1
    }

    @inlinable
    mutating func takeFromRing() -> Element? {
        let element = channel.ring.take(at: head)
        head += 1
        if channel.ring.attention.load(ordering: .sequentiallyConsistent) { channel.admitSenders() }
        return element
    }

    /// A publisher has taken the element that this reader was about to take, and perhaps more.
    @inlinable
    @inline(never)
    mutating func nextAfterLoss() -> Element? {
        let end = seen
        _ = lookAgain()
        seen = min(seen, end)
        runEnd = min(runEnd, end)
        return nextInRun()
    }

    /// Whether there is something that it knows of.
    @inlinable
    var hasMore: Bool { head < seen }

    // MARK: Looking

    /// Looks for newer elements.
    /// - Returns: whether there are some.
    @inlinable
    mutating func refill() -> Bool {
        guard channel.heldLog != nil else {
            seen = channel.ring.tail.load(ordering: .acquiring)
            runEnd = seen
            return head < runEnd
        }
        let readsLog = slots != nil
        let tail =
            readsLog
            ? channel.withLog { $0.tail.load(ordering: .acquiring) } : channel.ring.tail.load(ordering: .acquiring)
        // After the tail: what was published for another epoch comes with its number.
        guard channel.epoch.load(ordering: .acquiring) == epoch, readsLog == (epoch & 1 == 0) else {
            return lookAgain()
        }
        seen = tail
        return beginRun()
    }

    /// Looks under the lock: the channel was set aside, or taken back.
    @inlinable
    @inline(never)
    mutating func lookAgain() -> Bool {
        guard let log = channel.log else { return false }
        let view = channel.look(log, leaving: &left)
        if !left.isEmpty { log.giveBack(&left) }
        epoch = view.epoch
        head = view.head
        seen = view.end
        if let page = view.page { open(page) } else { slots = nil }
        return beginRun()
    }

    /// The run up to `seen`, as far as the page at hand goes.
    /// - Returns: whether there is one.
    @inlinable
    @discardableResult
    mutating func beginRun() -> Bool {
        guard head < seen else {
            runEnd = head
            return false
        }
        if slots != nil {
            while head >= pageEnd { turnPage() }
            runEnd = min(seen, pageEnd)
        } else {
            runEnd = seen
        }
        return true
    }

    @inlinable
    mutating func turnPage() {
        guard let next = page?._withUnsafeGuaranteedRef({ $0.next }) else {
            preconditionFailure("what was published is on a page")
        }
        if channel.taking != .contested { channel.page = next }
        open(next)
    }

    @inlinable
    mutating func open(_ page: Unmanaged<LogPage<Element>>) {
        self.page = page
        page._withUnsafeGuaranteedRef { (slots, base, pageEnd) = ($0.slots, $0.base, $0.end) }
    }

    // MARK: Waiting

    /// The next element, waiting for it; nil at the end, or when the task is cancelled.
    @inlinable
    mutating func next() async -> Element? {
        if let element = nextInRun() { return element }
        guard let element = await nextRun() else {
            channel.discardIfEvicted()
            head = channel.ring.head.load(ordering: .relaxed)
            runEnd = head
            seen = head
            return nil
        }
        return element
    }

    @inlinable
    mutating func nextRun() async -> Element? {
        while true {
            if Task.isCancelled {
                channel.close(abandoning: true)
                return nil
            }
            if channel.isEvicted { return nil }
            if refill(), let element = nextInRun() { return element }
            let mayGoOn = isWatched ? await channel.parkUnwatched(head: head) : await channel.park(head: head)
            guard mayGoOn else { return nil }
        }
    }
}
