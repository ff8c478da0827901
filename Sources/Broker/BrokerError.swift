/// Why a call to a broker could not be done.
public enum BrokerError: Error, Equatable, CustomStringConvertible {
    /// The broker has been closed.
    case closed
    /// A subscription's channel must hold at least one message.
    case invalidCapacity(Int)
    /// The subscription has ended already: it was unsubscribed, or its reading task was cancelled.
    case notSubscribed(SubscriptionID)

    public var description: String {
        switch self {
        case .closed: "the broker is closed"
        case .invalidCapacity(let capacity): "capacity \(capacity): a subscription needs room for at least 1 message"
        case .notSubscribed(let id): "subscription \(id) is not subscribed (any more)"
        }
    }
}
