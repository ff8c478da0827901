import Experiment

/// A metric that is compared as a count: equality, or a declared slack, and no statistics.
public struct ExactRule: Sendable, Hashable {
    public var metric: Metric
    /// The largest difference that is none, in the metric's unit.
    public var slack: Double
    /// Equal is demanded: a change in either direction is a regression. Otherwise better is allowed.
    public var isEquality: Bool

    public init(_ metric: Metric, slack: Double = 0) {
        self.metric = metric
        self.slack = slack
        isEquality = metric.polarity == .none
    }

    /// What allocations per delivery repeat to: 0.001.
    public static let allocationSlack = 0.001
    /// Of an exact trial, in bytes: without thread caches it repeated to 2.5 KB in 36 trials of six strategies.
    public static let exactHeapGrowthSlack = 16_384.0
    /// Of other trials of a fixed number of messages, whose thread caches and pools count as allocated: up to 127 KB in
    /// 24 trials on two busy cores.
    public static let heapGrowthSlack = 262_144.0

    /// The rules of a cell: what repeats there from trial to trial.
    ///
    /// Everywhere: duplicates. Order where a broadcast is awaited before the next one: detached ones overlap.
    /// Accounting and heap growth where the number of messages is fixed and nobody is slow, since otherwise time
    /// decides how many are sent and dropped. Allocations in exact trials.
    public static func rules(for cell: Cell) -> [ExactRule] {
        let classes = SubscriberClass.allCases.filter { $0 == .fast || cell.slowSubscribers > 0 }
        var rules = classes.map { ExactRule(.duplicates($0)) }
        if cell.dispatch != .detached { rules += classes.map { ExactRule(.outOfOrder($0)) } }
        if cell.messages != nil, cell.slowSubscribers == 0 {
            let counts: [Metric] = [
                .published, .deliveries(.fast), .dropsTimedOut(.fast), .dropsRejectedNewest(.fast),
                .dropsEvictedOldest(.fast), .dropsClosed(.fast), .depthLeft(.fast), .pending(.fast),
            ]
            let slack = cell.exact ? exactHeapGrowthSlack : heapGrowthSlack
            rules += counts.map { ExactRule($0) } + [ExactRule(.heapGrowth, slack: slack)]
        }
        if cell.exact { rules.append(ExactRule(.allocationsPerDelivery, slack: allocationSlack)) }
        return rules
    }
}
