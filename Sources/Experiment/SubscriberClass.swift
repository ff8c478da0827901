/// A subscriber that keeps up, or one that does not. Metrics are kept per class.
public enum SubscriberClass: String, Codable, Sendable, CaseIterable {
    /// Those that read as fast as they can.
    case fast
    /// Those that digest, sleep or stop.
    case slow
}
