/// Why a delivery did not happen.
public enum DropReason: Sendable, Hashable, CaseIterable {
    /// No room came within the send timeout.
    case timedOut
    /// The channel was full and the strategy does not wait.
    case rejectedNewest
    /// The oldest message made room for the newest.
    case evictedOldest
    /// The subscription was closed before it could read the message; or the broker, before the delivery was decided.
    case closed
}

/// Is told what a broadcast could not do, and how long it waited. Called by senders, on any thread; it must not block.
public protocol BroadcastObserver<Message>: Sendable {
    /// What the broker delivers.
    associatedtype Message: Sendable

    /// A message was not delivered to one subscription.
    func dropped(_ message: Message, by subscription: SubscriptionID, reason: DropReason)

    /// The broker was closed before the delivery was decided. Unless implemented, a drop with the reason `closed`.
    func undecided(_ message: Message, by subscription: SubscriptionID)

    /// A sender waited for room in one full channel, whatever came of it.
    func waited(nanoseconds: Int64)
}

extension BroadcastObserver {
    public func undecided(_ message: Message, by subscription: SubscriptionID) {
        dropped(message, by: subscription, reason: .closed)
    }
}
