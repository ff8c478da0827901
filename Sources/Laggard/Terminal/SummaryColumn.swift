import Experiment

/// The figures that a summary shows.
enum SummaryColumn: CaseIterable {
    /// What the strategy can do at most: from saturated trials.
    case saturated
    /// What it did at the rate that was offered.
    case deliveries
    case fastP99, heapGrowth, fastDrops, slowDrops
    /// What no broadcast had decided when the drain ended.
    case pending
    case outOfOrder

    var title: String {
        switch self {
        case .saturated: "saturated"
        case .deliveries: "deliveries"
        case .fastP99: "fast p99"
        case .heapGrowth: "heap growth"
        case .fastDrops: "drops fast"
        case .slowDrops: "drops slow"
        case .pending: "pending"
        case .outOfOrder: "out of order"
        }
    }

    var unit: Metric.Unit {
        switch self {
        case .saturated, .deliveries: .perSecond
        case .fastP99: .nanoseconds
        case .heapGrowth: .bytes
        case .fastDrops, .slowDrops, .pending, .outOfOrder: .count
        }
    }

    /// Whether more is better.
    var isHigherBetter: Bool { self == .saturated || self == .deliveries }

    /// Nil where one of the figures that it is made of is not known.
    func value(_ figures: Measurements) -> Double? {
        switch self {
        case .saturated, .deliveries: figures[.deliveryRate]
        case .fastP99: figures[.latencyP99(.fast)]
        case .heapGrowth: figures[.heapGrowth]
        case .fastDrops: Self.drops(.fast, figures)
        case .slowDrops: Self.drops(.slow, figures)
        case .pending: Self.sum(SubscriberClass.allCases.map { figures[.pending($0)] })
        case .outOfOrder: Self.sum(SubscriberClass.allCases.map { figures[.outOfOrder($0)] })
        }
    }

    private static func drops(_ side: SubscriberClass, _ figures: Measurements) -> Double? {
        sum([
            figures[.dropsTimedOut(side)], figures[.dropsRejectedNewest(side)], figures[.dropsEvictedOldest(side)],
            figures[.dropsClosed(side)],
        ])
    }

    /// What is known; a class without subscribers has no figures.
    private static func sum(_ values: [Double?]) -> Double? {
        let known = values.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(0, +)
    }
}
