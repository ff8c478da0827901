import Experiment

/// One line of a summary: the trials of the same parameters, and the figures they agree on.
struct SummaryRow {
    /// What the line is about; the load model and the rate aside.
    let key: SummaryKey
    let rate: Double?
    /// The trials that the line is about: open-loop ones, or saturated ones where there are no others.
    let trials: [TrialRecord]
    /// The saturated trials that its throughput comes from.
    let saturated: [TrialRecord]

    /// Whether the line's own trials are saturated.
    var isSaturated: Bool { trials.allSatisfy { $0.cell.loadModel == .saturated } }

    /// The figures of a column over the trials that earned their outcome.
    func spread(_ column: SummaryColumn) -> Spread? {
        if column == .deliveries && isSaturated { return nil }
        let source = column == .saturated ? saturated : trials
        return Spread(source.filter { $0.status.isOutcome }.compactMap { column.value($0.measurements) })
    }

    /// Whether latencies are lower bounds only.
    var isBound: Bool { trials.contains { $0.latencyBound == true } }

    /// `ok`, or every status with its number; and whether the publisher fell behind. Trials of another scenario have
    /// a line of their own there.
    var status: String {
        let others = saturated.filter { other in
            other.cell.scenario == trials.first?.cell.scenario && !trials.contains { $0.trialID == other.trialID }
        }
        let all = trials + others
        let counts = TrialStatus.allCases.compactMap { status -> String? in
            let count = all.count { $0.status == status }
            guard count > 0 else { return nil }
            return count == all.count ? status.rawValue : "\(count) \(status.rawValue)"
        }
        let behind = all.contains { $0.behind == true } ? " (behind)" : ""
        return counts.joined(separator: ", ") + behind
    }
}
