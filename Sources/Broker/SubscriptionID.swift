/// Names a subscription within its broker: numbered from 0 in the order of subscribing, never reused.
public struct SubscriptionID: Hashable, Sendable, CustomStringConvertible {
    /// The number, from 0.
    public let rawValue: Int

    public var description: String { String(rawValue) }
}
