import Experiment

/// What tells one line of a scenario's summary from another: every parameter but the load model and its rate.
struct SummaryKey: Hashable {
    /// The parameters that may vary within a scenario, in the order of their columns.
    static let names = [
        "strategy", "subscribers", "implementation", "executor", "consumer", "timer source", "dispatch", "timeout",
        "partitions", "topics", "publishers", "capacity", "slow", "slow kind", "slow delay", "exact",
    ]
    /// Strategy, and what only some strategies have: what a comparison is between.
    static let compared: Set<String> = ["strategy", "implementation", "executor", "consumer", "timer source"]

    /// The values, in the order of `names`.
    let values: [String]
    /// For the order of lines.
    let subscribers: Int

    init(_ cell: Cell) {
        subscribers = cell.subscribers
        values = [
            cell.strategy.rawValue, String(cell.subscribers), cell.implementation, cell.executor, cell.consumer,
            cell.timerSource?.rawValue ?? "-", cell.dispatch?.rawValue ?? "-", Self.milliseconds(cell.timeoutMs),
            String(cell.partitions), String(cell.topics), String(cell.publishers), String(cell.capacity),
            Self.share(cell.slowFraction), cell.slowKind?.rawValue ?? "-", Self.milliseconds(cell.slowDelayMs),
            cell.exact ? "yes" : "no",
        ]
    }

    /// What a throughput of another scenario is joined by: the strategy as such, and the number of subscribers.
    var strategyAndSubscribers: [String] {
        zip(Self.names, values).filter { $0.0 == "subscribers" || Self.compared.contains($0.0) }.map(\.1)
    }

    /// All but the dispatch: a saturated load is awaited where the open one of the same workload is detached.
    var workload: [String] { zip(Self.names, values).filter { $0.0 != "dispatch" }.map(\.1) }

    /// Lines with the same peers are compared with each other.
    var peers: [String] {
        zip(Self.names, values).filter { !Self.compared.contains($0.0) && $0.1 != "-" && !Self.derived.contains($0.0) }
            .map(\.1)
    }

    /// Present or not with the strategy: they do not part peers.
    private static let derived: Set<String> = ["dispatch", "timeout", "partitions"]

    private static func milliseconds(_ value: Double?) -> String {
        value.map { HumanScale.text($0 * 1e6, .nanoseconds) } ?? "-"
    }

    private static func share(_ value: Double) -> String {
        let percent = value * 100
        return percent == percent.rounded() ? "\(Int(percent))%" : "\(HumanScale.threeDigits(percent))%"
    }
}
