/// One measured figure: the name of its column, its unit, and which way is better.
public struct Metric: Sendable, Hashable {
    public enum Unit: String, Sendable {
        case count
        case perSecond = "per_s"
        case nanoseconds = "ns"
        case bytes
        case seconds = "s"
        case bytesPerSecond = "bytes_per_s"
        case ratio
    }
    /// Which direction is better; `none` where neither is.
    public enum Polarity: String, Sendable { case higher, lower, none }
    public enum Group: String, Sendable, CaseIterable { case accounting, rates, latency, publisher, heap, process }

    /// The column, with its unit in the name.
    public let name: String
    public let unit: Unit
    public let polarity: Polarity
    public let group: Group
    /// Counts that repeat, as against times that do not.
    public let isExact: Bool
    public let meaning: String

    init(_ name: String, _ unit: Unit, _ polarity: Polarity, _ group: Group, exact: Bool = false, _ meaning: String) {
        self.name = name
        self.unit = unit
        self.polarity = polarity
        self.group = group
        self.isExact = exact
        self.meaning = meaning
    }

    /// Whether values are whole numbers.
    public var isInteger: Bool {
        switch unit {
        case .count, .nanoseconds, .bytes: !name.hasSuffix("_per_delivery")
        case .perSecond, .seconds, .bytesPerSecond, .ratio: false
        }
    }
}
