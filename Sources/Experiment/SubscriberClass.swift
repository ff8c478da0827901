/// A subscriber that keeps up, or one that does not. Metrics are kept per class.
public enum SubscriberClass: String, Codable, Sendable, CaseIterable {
    case fast
    case slow
}
