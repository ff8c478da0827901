import Synchronization

/// Who reads the log, and who is set aside.
extension TopicLog {
    /// At most so many messages from one look to the next: what all have read is not kept for longer.
    @usableFromInline static var lookEvery: Int { 1_024 }
    /// Messages on a page, at most.
    @usableFromInline static var largestPage: Int { 64 }

    /// A subscription joins: it gets what comes from now on.
    func join(_ channel: BoundedChannel<Message>) {
        guarded.withLock { guarded in
            let tail = tail.load(ordering: .relaxed)
            while guarded.pageSize < min(channel.ring.capacity, Self.largestPage) { guarded.pageSize *= 2 }
            reserve(for: channel.ring.capacity, &guarded)
            channel.join(guarded.page, at: tail)
            channel.logPosition = guarded.members.count
            guarded.members.append(channel)
            guarded.isStuck = false
            parked.adapt(to: guarded.members.count)
            guarded.nextLook = min(guarded.nextLook, tail + channel.ring.capacity)
        }
    }

    /// Sees to it that there are pages for as much as a subscription of that capacity may leave unread: so a topic takes
    /// its memory at the beginning, and no more later, as long as nobody is set aside.
    private func reserve(for capacity: Int, _ guarded: inout Guarded) {
        guarded.spares.removeAll { $0.count != guarded.pageSize }
        guarded.mostPages = max(guarded.mostPages, capacity / guarded.pageSize + 4)
        while guarded.pages.count + guarded.spares.count < guarded.mostPages {
            guarded.spares.append(LogPage(base: 0, count: guarded.pageSize))
        }
    }

    /// Whether so many of those who read the log are full that a worker that publishes lets them run first: they may be
    /// waiting for it, or have been woken and not run yet, and to set them all aside would cost more. Half of them; where
    /// they would lose messages a quarter.
    @inlinable
    func isCrowded(_ members: [BoundedChannel<Message>], _ tail: Int) -> Bool {
        members.withUnsafeBufferPointer { members in
            let enough = (members.count + 1) / (whenFull == .reject ? 4 : 2)
            var mayHaveRoom = members.count - max(1, enough)
            for index in members.indices {
                let hasRoom = Unmanaged.passUnretained(members[index])._withUnsafeGuaranteedRef {
                    tail - $0.ring.head.load(ordering: .acquiring) < $0.ring.capacity
                }
                guard hasRoom else { continue }
                if mayHaveRoom == 0 { return false }
                mayHaveRoom -= 1
            }
            return !members.isEmpty
        }
    }

    /// Looks at every cursor: who is full is set aside, and pages that all have read are retired.
    @inlinable
    @inline(never)
    func look(_ guarded: inout Guarded, _ tail: Int) {
        var next = tail + Self.lookEvery
        var oldest = tail
        let hadMembers = !guarded.members.isEmpty
        var withRoom = 0
        var index = 0
        while index < guarded.members.count {
            let channel = guarded.members.withUnsafeBufferPointer { Unmanaged.passUnretained($0[index]) }
            var (head, capacity) = channel._withUnsafeGuaranteedRef {
                ($0.ring.head.load(ordering: .sequentiallyConsistent), $0.ring.capacity)
            }
            if tail - head >= capacity, whenFull != .loseOldest {
                setAside(index, &guarded, tail)
            } else {
                if tail - head < capacity {
                    withRoom += 1
                } else {
                    channel._withUnsafeGuaranteedRef { channel in
                        if let message = channel.lose(head, from: guarded.pages) {
                            guarded.outcome.lost.append((message, channel.id))
                        }
                    }
                    head += 1
                }
                next = min(next, head + capacity)
                oldest = min(oldest, head)
                index += 1
            }
        }
        // Of those that are left: only who loses its oldest stays among them while it is full.
        guarded.isStuck = hadMembers && 2 * withRoom <= guarded.members.count
        guarded.nextLook = next
        retire(before: oldest, &guarded)
    }

    /// Who has taken a message beyond the end of a page does not come back to it; who has not may look for its next.
    @inlinable
    func retire(before oldest: Int, _ guarded: inout Guarded) {
        var count = 0
        while count < guarded.pages.count - 1, guarded.pages[count].end < oldest { count += 1 }
        guard count > 0 else { return }
        guarded.retired.append(contentsOf: guarded.pages[..<count])
        guarded.pages.removeFirst(count)
        // What is no reference can be let go of here: nothing of the user's runs.
        guard _isPOD(Message.self) else { return }
        var retired: [LogPage<Message>] = []
        swap(&retired, &guarded.retired)
        keep(&retired, &guarded)
        swap(&retired, &guarded.retired)
    }

    /// Keeps pages for later that nobody else has, as many as are needed, and lets go of the others.
    @inlinable
    func keep(_ pages: inout [LogPage<Message>], _ guarded: inout Guarded) {
        for index in pages.indices
        where guarded.spares.count < guarded.mostPages && isKnownUniquelyReferenced(&pages[index]) {
            guard pages[index].count == guarded.pageSize else { continue }
            pages[index].clear()
            guarded.spares.append(pages[index])
        }
        pages.removeAll(keepingCapacity: true)
    }

    /// What a channel that was set aside has read and needs no more.
    @inlinable
    func giveBack(_ pages: inout [LogPage<Message>]) {
        clear(&pages)
        guarded.withLock { keep(&pages, &$0) }
    }

    /// What the reader finds of a channel from which a publisher may take.
    @inlinable
    func look(_ channel: BoundedChannel<Message>, leaving left: inout [LogPage<Message>])
        -> BoundedChannel<Message>.View
    {
        guarded.withLock { guarded in
            if channel.isAside { return channel.lookAside(leaving: &left) }
            swap(&channel.kept, &left)
            let head = channel.ring.head.load(ordering: .sequentiallyConsistent)
            let page = guarded.pages.first { head < $0.end } ?? guarded.page
            return BoundedChannel.View(
                epoch: channel.epoch.load(ordering: .relaxed), head: head, end: tail.load(ordering: .relaxed),
                page: Unmanaged.passUnretained(page))
        }
    }

    @inlinable
    func setAside(_ index: Int, _ guarded: inout Guarded, _ tail: Int) {
        let channel = Self.remove(index, from: &guarded.members)
        channel.setAside(at: tail, keeping: guarded.pages)
        channel.logPosition = guarded.aside.count
        channel.isAside = true
        guarded.aside.append(channel)
    }

    @inlinable
    func takeBack(_ index: Int, _ guarded: inout Guarded, _ tail: Int) {
        let channel = Self.remove(index, from: &guarded.aside)
        channel.logPosition = guarded.members.count
        channel.isAside = false
        guarded.members.append(channel)
        guarded.isStuck = false
        guarded.nextLook = min(guarded.nextLook, tail + channel.ring.capacity)
    }

    /// The last one takes its place: leaving costs the same however many there are.
    @inlinable
    static func remove(
        _ index: Int, from channels: inout [BoundedChannel<Message>]
    ) -> BoundedChannel<Message> {
        channels.swapAt(index, channels.count - 1)
        let channel = channels.removeLast()
        channel.logPosition = nil
        if index < channels.count { channels[index].logPosition = index }
        return channel
    }

    /// It has left its topic: it reads what is there, and no more.
    /// - Parameter isEvicted: whether what it misses from now on is dropped for it, until it is forgotten.
    func remove(_ channel: BoundedChannel<Message>, isEvicted: Bool = false) {
        guarded.withLock { guarded in
            guard let position = channel.logPosition else { return }
            if channel.isAside {
                _ = Self.remove(position, from: &guarded.aside)
            } else {
                _ = Self.remove(position, from: &guarded.members)
                channel.setAside(at: tail.load(ordering: .relaxed), keeping: guarded.pages)
                channel.isAside = true
            }
            if isEvicted { guarded.gone.append(channel.id) }
        }
    }

    /// Nobody holds it any more.
    func forget(_ channel: BoundedChannel<Message>) {
        parked.remove(channel)
        guarded.withLock { guarded in
            if let position = guarded.gone.firstIndex(of: channel.id) { guarded.gone.remove(at: position) }
        }
    }

    /// Whether it knows of nobody.
    var isDeserted: Bool {
        guarded.withLock { $0.members.isEmpty && $0.aside.isEmpty && $0.gone.isEmpty }
    }

    /// The broker is closed: nobody gets anything from now on.
    func end() {
        guarded.withLock { guarded in
            guarded.isOver = true
            let tail = tail.load(ordering: .relaxed)
            while !guarded.members.isEmpty { setAside(guarded.members.count - 1, &guarded, tail) }
        }
    }

    /// Makes it read a ring of its own, as if it had been full.
    func setAside(_ channel: BoundedChannel<Message>) {
        guarded.withLock { guarded in
            guard let position = channel.logPosition, !channel.isAside, whenFull != .loseOldest else { return }
            setAside(position, &guarded, tail.load(ordering: .relaxed))
            channel.ring.reserve()
        }
    }
}
