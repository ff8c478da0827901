/// What the lock of a log has decided for one message, to be acted on outside of it.
@usableFromInline
struct LogOutcome<Message: Sendable>: Sendable {
    @usableFromInline var readers: [BoundedChannel<Message>.Reader] = []
    /// Full, and waited for.
    @usableFromInline var full: [BoundedChannel<Message>] = []
    @usableFromInline var rejected: [SubscriptionID] = []
    @usableFromInline var closed: [SubscriptionID] = []
    @usableFromInline var lost: [(message: Message, id: SubscriptionID)] = []
    /// Whether the broker was closed.
    @usableFromInline var isOver = false

    @inlinable
    init() {}

    /// Wakes readers, and tells of what some subscriptions do not get.
    @inlinable
    func conclude(_ message: Message, _ observer: (any BroadcastObserver<Message>)?) {
        for reader in readers { reader.resume() }
        guard let observer else { return }
        for (message, id) in lost { observer.dropped(message, by: id, reason: .evictedOldest) }
        for id in rejected { observer.dropped(message, by: id, reason: .rejectedNewest) }
        for id in closed {
            if isOver {
                observer.undecided(message, by: id)
            } else {
                observer.dropped(message, by: id, reason: .closed)
            }
        }
    }

    /// Empty again, for the next message: what it has allocated it keeps.
    @inlinable
    mutating func clear() {
        readers.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
        closed.removeAll(keepingCapacity: true)
        lost.removeAll(keepingCapacity: true)
        isOver = false
    }
}
