import Synchronization

/// A channel that is closed since it timed out too often, and what becomes of what it has not read.
extension BoundedChannel {
    /// Why it was closed, if it was evicted.
    var error: SubscriptionError? {
        let timeouts = evictedAfter.load(ordering: .acquiring)
        return timeouts > 0 ? .evicted(timeoutsInARow: Int(timeouts)) : nil
    }

    @usableFromInline var isEvicted: Bool { evictedAfter.load(ordering: .acquiring) > 0 }

    /// A broadcast was not in vain.
    @inlinable
    func didNotTimeOut() {
        if timeouts.load(ordering: .relaxed) != 0 { timeouts.store(0, ordering: .relaxed) }
    }

    /// A broadcast timed out.
    /// - Returns: how many have in a row.
    @usableFromInline
    func didTimeOut() -> Int { Int(timeouts.add(1, ordering: .relaxed).newValue) }

    /// Closes it for good.
    func evict(after timeouts: Int) { close(abandoning: true, evictedAfter: timeouts) }

    /// Drops what is left of an evicted channel, and tells of it. By the reader, or when nobody else is left: what the
    /// reader may be taking at this moment is nobody else's.
    @usableFromInline
    func discardIfEvicted() {
        guard error != nil else { return }
        let tail = ring.tail.load(ordering: .acquiring)
        let floor = ring.floor.load(ordering: .acquiring)
        // Its reader may know an older one: from before it was taken back to the log.
        var head = ring.head.load(ordering: .acquiring)
        while head < tail {
            if head < floor {
                topic.observer?.dropped(keptMessage(head), by: id, reason: .closed)
                ring.head.store(head + 1, ordering: .sequentiallyConsistent)
            } else {
                topic.observer?.dropped(ring.take(at: head), by: id, reason: .closed)
            }
            head += 1
        }
    }
}
