import Synchronization

/// How the reader of a channel takes an element.
@usableFromInline
enum Taking: Sendable {
    /// Nobody waits for room.
    case alone
    /// Senders may wait for room, and are let in.
    case attended
    /// A publisher may take the oldest from it.
    case contested

    @inlinable
    init(_ whenFull: WhenFull?) {
        switch whenFull {
        case .reject: self = .alone
        case .wait, nil: self = .attended
        case .loseOldest: self = .contested
        }
    }
}

/// A channel that reads the log of its topic.
///
/// Its elements are numbered: in the log, as the log's; when it is set aside, the numbers go on for those that come into
/// its ring. So `head`, `tail` and the bound mean the same in both. Taken back, it has the number of the log again, which
/// is never lower.
extension BoundedChannel {
    /// The page on which the reader takes next, or whose next page it is; not where taking is contested.
    @inlinable var page: Unmanaged<LogPage<Element>>? {
        get {
            guard let page = UnsafeRawPointer(bitPattern: pageOrLost.load(ordering: .relaxed)) else { return nil }
            return .fromOpaque(page)
        }
        set {
            var bits: UInt = 0
            if let newValue { bits = UInt(bitPattern: newValue.toOpaque()) }
            pageOrLost.store(bits, ordering: .relaxed)
        }
    }

    /// Messages that it has lost because it fell behind.
    var lost: Int { taking == .contested ? Int(pageOrLost.load(ordering: .relaxed)) : 0 }

    /// It has lost one, which it does only where taking is contested.
    @inlinable
    func didLose() { pageOrLost.wrappingAdd(1, ordering: .relaxed) }

    /// A new channel's first message will be message `tail`. Before anybody else has it.
    func join(_ page: LogPage<Element>, at tail: Int) {
        if taking != .contested { self.page = Unmanaged.passUnretained(page) }
        ring.skip(to: tail)
    }

    /// From message `tail` on it has a ring of its own. Under the log's lock.
    /// - Parameter pages: those of the log.
    @inlinable
    func setAside(at tail: Int, keeping pages: [LogPage<Element>]) {
        state.withLock { state in
            let head = ring.head.load(ordering: .sequentiallyConsistent)
            // Also one that ends at `head`: its reader may be about to look for the next.
            for page in pages where page.end >= head && page.base < tail { kept.append(page) }
            state.cachedHead = head
            ring.begin(at: tail)
            epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)
        }
    }

    /// A message for a channel that is set aside. Under the log's lock.
    /// - Parameters:
    ///   - page: where to take it back to if it has read everything; the message is then its next one there, and put by
    ///     the caller. Nil if it must not be taken back.
    ///   - tail: the number of the message in the log.
    /// - Returns: whether it was taken back.
    @inlinable
    func offer(
        _ message: Element, _ whenFull: WhenFull, takingBackTo page: Unmanaged<LogPage<Element>>?, at tail: Int,
        _ outcome: inout LogOutcome<Element>
    ) -> Bool {
        state.withLock { state -> Bool in
            guard !state.isClosed else {
                outcome.closed.append(id)
                return false
            }
            let isTakenBack = page.map { takeBack(&state, $0, at: tail) } ?? false
            if !isTakenBack {
                ring.reserve()
                guard hasRoom(&state, whenFull, &outcome) else { return false }
                ring.put(message)
            }
            didNotTimeOut()
            if let reader = state.didPut() { outcome.readers.append(reader) }
            return isTakenBack
        }
    }

    /// - Returns: whether it had read everything.
    @inlinable
    func takeBack(_ state: inout State, _ page: Unmanaged<LogPage<Element>>, at tail: Int) -> Bool {
        guard state.isUncontended,
            ring.head.load(ordering: .sequentiallyConsistent) == ring.tail.load(ordering: .relaxed)
        else { return false }
        self.page = page
        // Before the tail: a reader of the ring that sees the new one sees that it is not the ring's.
        epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)
        ring.skip(to: tail)
        return true
    }

    /// Whether there is room; else the message is not put, and it is noted what becomes of it.
    @inlinable
    func hasRoom(_ state: inout State, _ whenFull: WhenFull, _ outcome: inout LogOutcome<Element>) -> Bool {
        if state.mayPut && hasRoom(&state) { return true }
        switch whenFull {
        case .reject: outcome.rejected.append(id)
        case .wait:
            state.expected += 1
            outcome.full.append(self)
        // It loses its oldest while it reads the log, and does so until the broker is being closed.
        case .loseOldest: outcome.closed.append(id)
        }
        return false
    }

    /// Takes message `head`, with which it was full, from the reader; nil if the reader was faster, and there is room.
    /// Under the log's lock.
    ///
    /// From the first one on, until the reader has looked again, it keeps the pages on which the reader may be taking.
    @inlinable
    func lose(_ head: Int, from pages: [LogPage<Element>]) -> Element? {
        if kept.isEmpty {
            for page in pages where page.end >= head { kept.append(page) }
            epoch.wrappingAdd(2, ordering: .sequentiallyConsistent)
        }
        guard let page = pages.first(where: { head < $0.end }) else { return nil }
        let message = page[head]
        let isTaken = ring.head.compareExchange(
            expected: head, desired: head + 1, ordering: .sequentiallyConsistent
        ).exchanged
        guard isTaken else { return nil }
        didLose()
        return message
    }

    /// A message that it had not read when it was set aside.
    @inlinable
    func keptMessage(_ index: Int) -> Element {
        for page in kept where page.base <= index && index < page.end { return page[index] }
        preconditionFailure("a channel keeps the pages that it has not read")
    }

    // MARK: Reader

    /// What a reader finds when it looks under the lock.
    @usableFromInline
    struct View {
        @usableFromInline let epoch: UInt32
        @usableFromInline let head: Int
        /// Up to where there is something.
        @usableFromInline let end: Int
        /// Nil where it is in the ring.
        @usableFromInline let page: Unmanaged<LogPage<Element>>?

        @inlinable
        init(epoch: UInt32, head: Int, end: Int, page: Unmanaged<LogPage<Element>>?) {
            (self.epoch, self.head, self.end, self.page) = (epoch, head, end, page)
        }
    }

    /// - Parameter left: gets the pages that it needs no more, to be let go of outside of the lock.
    @inlinable
    func look(_ log: TopicLog<Element>, leaving left: inout [LogPage<Element>]) -> View {
        if taking == .contested { return log.look(self, leaving: &left) }
        return state.withLock { _ in
            if epoch.load(ordering: .relaxed) & 1 == 1 { return lookAside(leaving: &left) }
            swap(&kept, &left)
            return View(
                epoch: epoch.load(ordering: .relaxed), head: ring.head.load(ordering: .acquiring),
                end: log.tail.load(ordering: .acquiring), page: page)
        }
    }

    /// What one that is set aside finds: first what is on its pages, then what is in its ring.
    @inlinable
    func lookAside(leaving left: inout [LogPage<Element>]) -> View {
        let (epoch, head) = (epoch.load(ordering: .relaxed), ring.head.load(ordering: .acquiring))
        let floor = ring.floor.load(ordering: .relaxed)
        guard head < floor, let page = kept.first(where: { $0.base <= head && head < $0.end }) else {
            swap(&kept, &left)
            return View(epoch: epoch, head: head, end: ring.tail.load(ordering: .acquiring), page: nil)
        }
        return View(epoch: epoch, head: head, end: floor, page: Unmanaged.passUnretained(page))
    }
}
