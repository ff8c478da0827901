/// Why a subscription has ended before its time.
public enum SubscriptionError: Error, Equatable, CustomStringConvertible {
    /// The strategy `evict` has ended it.
    case evicted(timeoutsInARow: Int)

    public var description: String {
        switch self {
        case .evicted(let timeouts): "evicted: it was full in \(timeouts) broadcasts in a row, longer than they wait"
        }
    }
}
