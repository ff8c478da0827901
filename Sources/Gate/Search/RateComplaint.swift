import Experiment

/// Why a trial does not hold its rate.
public enum RateComplaint: Sendable, Equatable {
    /// It did not end well; how, and why if that is known.
    case ended(TrialStatus, String?)
    /// Less than 99% of the messages went out in time.
    case behind
    /// Messages that the fast class lost.
    case lost(Int)
    /// Deliveries that the fast class still waited for at the end.
    case waiting(Int)
    case broken(Limit, figure: Double?)

    /// The gravest of a trial; nil where it holds: every message went out in time, the fast class lost none and waits
    /// for none, and every limit is kept.
    public init?(_ trial: TrialRecord, _ limits: [Limit]) {
        guard trial.status == .ok else {
            self = .ended(trial.status, trial.statusDetail)
            return
        }
        if trial.behind != false {
            self = .behind
            return
        }
        let lost = Self.sum(trial, Self.drops)
        if lost > 0 {
            self = .lost(lost)
            return
        }
        let left = Self.sum(trial, [.pending(.fast), .depthLeft(.fast)])
        if left > 0 {
            self = .waiting(left)
            return
        }
        guard let broken = LimitResult.table(limits, [trial]).first(where: \.state.isBroken) else { return nil }
        self = .broken(broken.limit, figure: broken.figure)
    }

    private static let drops = Metric.all.filter { $0.name.hasPrefix("fast_drops_") }

    private static func sum(_ trial: TrialRecord, _ metrics: [Metric]) -> Int {
        Int(metrics.compactMap { trial.measurements[$0] }.reduce(0, +))
    }
}
