import Experiment

/// The figures that a report's table has of each cell.
enum KeyFigure: CaseIterable {
    case deliveryRate, fastP50, fastP99, heapGrowth, fastDrops, slowDrops, pending, outOfOrder, cpu, allocations

    var title: String {
        switch self {
        case .deliveryRate: "deliveries"
        case .fastP50: "fast p50"
        case .fastP99: "fast p99"
        case .heapGrowth: "heap growth"
        case .fastDrops: "drops fast"
        case .slowDrops: "drops slow"
        case .pending: "pending"
        case .outOfOrder: "out of order"
        case .cpu: "CPU per delivery"
        case .allocations: "allocations per delivery"
        }
    }

    var meaning: String {
        switch self {
        case .deliveryRate: Metric.deliveryRate.meaning
        case .fastP50: Metric.latencyP50(.fast).meaning + ", from the intended publish"
        case .fastP99: Metric.latencyP99(.fast).meaning + ", from the intended publish"
        case .heapGrowth: "allocated when the window ended, less after warm-up"
        case .fastDrops: "deliveries to fast subscribers that were dropped, for any reason"
        case .slowDrops: "deliveries to slow subscribers that were dropped, for any reason"
        case .pending: "deliveries that no broadcast had decided when the drain ended, of both classes"
        case .outOfOrder: "deliveries of a message older than one already received, of both classes"
        case .cpu: Metric.cpuPerDelivery.meaning
        case .allocations: Metric.allocationsPerDelivery.meaning
        }
    }

    var unit: Metric.Unit {
        switch self {
        case .deliveryRate: .perSecond
        case .fastP50, .fastP99, .cpu: .nanoseconds
        case .heapGrowth: .bytes
        case .fastDrops, .slowDrops, .pending, .outOfOrder: .count
        case .allocations: .ratio
        }
    }

    /// Whether it may be a lower bound of what it would be.
    var isLatency: Bool { self == .fastP50 || self == .fastP99 }

    /// Nil where the figure is not known.
    func value(_ trial: TrialRecord) -> Double? {
        let figures = trial.measurements
        return switch self {
        case .deliveryRate: figures[.deliveryRate]
        case .fastP50: figures[.latencyP50(.fast)]
        case .fastP99: figures[.latencyP99(.fast)]
        case .heapGrowth: figures[.heapGrowth]
        case .fastDrops: figures.drops(.fast)
        case .slowDrops: trial.cell.slowSubscribers > 0 ? figures.drops(.slow) : nil
        case .pending: figures.sum { .pending($0) }
        case .outOfOrder: figures.sum { .outOfOrder($0) }
        case .cpu: figures[.cpuPerDelivery]
        case .allocations: figures[.allocationsPerDelivery]
        }
    }

    /// Over the trials of a cell that ended as `ok`; where none did, over those that a strategy has ended itself.
    func figure(_ cell: ReportCell) -> Repetitions? { Repetitions(cell.telling.compactMap(value)) }
}

extension ReportCell {
    /// The trials that its figures come from.
    var telling: [TrialRecord] { ok.isEmpty ? trials.filter(\.status.isOutcome) : ok }

    /// Whether its latencies are lower bounds.
    var isBound: Bool { telling.contains { $0.latencyBound == true } }
}

extension Measurements {
    /// Drops of a class for all reasons; nil where none is known.
    func drops(_ side: SubscriberClass) -> Double? {
        let known = [
            self[.dropsTimedOut(side)], self[.dropsRejectedNewest(side)], self[.dropsEvictedOldest(side)],
            self[.dropsClosed(side)],
        ].compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(0, +)
    }

    /// Over both classes; nil where it is known of none.
    func sum(_ metric: (SubscriberClass) -> Metric) -> Double? {
        let known = SubscriberClass.allCases.compactMap { self[metric($0)] }
        return known.isEmpty ? nil : known.reduce(0, +)
    }
}
