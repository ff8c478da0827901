import Experiment

/// One line of a summary: the trials of the same parameters, and the figures they agree on.
struct SummaryRow {
    /// What the line is about; the load model and the rate aside.
    let key: SummaryKey
    let rate: Double?
    /// The trials that latency and heap come from.
    let trials: [TrialRecord]
    /// The trials that throughput comes from: saturated ones where there are any.
    let throughputTrials: [TrialRecord]

    /// The figures of a column over the trials that earned their outcome.
    func spread(_ column: SummaryColumn) -> Spread? {
        let source = column == .throughput ? throughputTrials : trials
        return Spread(source.filter { $0.status.isOutcome }.compactMap { column.value($0.measurements) })
    }

    /// Whether latencies are lower bounds only.
    var isBound: Bool { trials.contains { $0.latencyBound == true } }

    /// `ok`, or every status with its number; and whether the publisher fell behind.
    var status: String {
        let all = trials + throughputTrials.filter { other in !trials.contains { $0.trialID == other.trialID } }
        let counts = TrialStatus.allCases.compactMap { status -> String? in
            let count = all.count { $0.status == status }
            guard count > 0 else { return nil }
            return count == all.count ? status.rawValue : "\(count) \(status.rawValue)"
        }
        let behind = all.contains { $0.behind == true } ? " (behind)" : ""
        return counts.joined(separator: ", ") + behind
    }
}
