/// One measured figure: the name of its column, its unit, and which way is better.
public struct Metric: Sendable, Hashable {
    /// What its values are counted in; raw values are the words of `docs/columns.md`.
    public enum Unit: String, Sendable {
        /// Things counted.
        case count
        /// A rate per second.
        case perSecond = "per_s"
        /// A time, in nanoseconds.
        case nanoseconds = "ns"
        /// A size, in bytes.
        case bytes
        /// A time, in seconds.
        case seconds = "s"
        /// A rate of growth, in bytes per second.
        case bytesPerSecond = "bytes_per_s"
        /// One count over another.
        case ratio
    }
    /// Which direction is better; `none` where neither is.
    public enum Polarity: String, Sendable {
        /// More is better.
        case higher
        /// Less is better.
        case lower
        /// It says what was done, not how well.
        case none
    }
    /// Which part of a trial it is about.
    public enum Group: String, Sendable, CaseIterable {
        /// Where every delivery went.
        case accounting
        /// Messages and deliveries per second.
        case rates
        /// End to end, from the intended time.
        case latency
        /// What the publishers waited for, and what broadcasts left behind.
        case publisher
        /// What the allocator says.
        case heap
        /// What the kernel says of the child.
        case process
    }

    /// The column, with its unit in the name.
    public let name: String
    /// What its values are counted in.
    public let unit: Unit
    /// Which way is better.
    public let polarity: Polarity
    /// Which part of a trial it is about.
    public let group: Group
    /// Counts that repeat, as against times that do not.
    public let isExact: Bool
    /// What it is, in one line.
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
