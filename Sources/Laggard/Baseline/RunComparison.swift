import Experiment
import Gate
import Results

/// Two runs that exist, held against each other. Pure.
struct RunComparison {
    let baseline: RecordedRun
    let candidate: RecordedRun
    /// Whether timings are judged that were not interleaved.
    let judgesTimings: Bool
    /// Whether cells that only one of them has are left out.
    let takesCommonCells: Bool

    /// - Throws: `Failure`, nothing comparable where the cells are others.
    func report() throws(Failure) -> GateReport {
        let comparisons = [baseline, candidate].filter { $0.manifest.comparison != nil }
        // Not by the run's name: two that began in one second may have the same.
        if comparisons.count == 2, baseline.manifest == candidate.manifest {
            return try ComparisonReplay(baseline).report()
        }
        if let comparison = comparisons.first {
            throw Failure(
                .nothingComparable, "'\(comparison.folder)' is a comparison, with trials of two revisions",
                hint:
                    "Give it as both, --baseline and --candidate, for its verdict; or compare folders of 'laggard run'."
            )
        }
        try checkCells()
        let tolerances = candidate.manifest.plan.parsedTolerances
        var comparison = FileComparison(base: baseline.folder, head: candidate.folder) {
            ComparedMetrics.timed(in: $0, tolerances)
        }
        comparison.tolerances = tolerances
        comparison.limits = candidate.manifest.plan.parsedLimits
        comparison.isSameMachine = baseline.isOfSameMachine(as: candidate)
        comparison.judgesAnyTimes = judgesTimings
        return comparison.report(baseline: baseline.records, candidate: candidate.records)
    }

    /// A cell that is missing is no pass.
    private func checkCells() throws(Failure) {
        let ids = (Set(baseline.records.map(\.cellID)), Set(candidate.records.map(\.cellID)))
        let common = ids.0.intersection(ids.1)
        guard !common.isEmpty else {
            throw Failure(
                .nothingComparable, "'\(baseline.folder)' and '\(candidate.folder)' have no cell in common",
                hint: "Measure the same plan: that of '\(baseline.folder)' is in its manifest.json.")
        }
        let others = [(baseline, ids.0), (candidate, ids.1)].compactMap { run, ids in
            ids == common
                ? nil
                : "only '\(run.folder)' has \(ids.count - common.count) of its \(ids.count) cells, such as "
                    + Self.example(run.records.first { !common.contains($0.cellID) })
        }
        guard others.isEmpty || takesCommonCells else {
            throw Failure(
                .nothingComparable, others.joined(separator: "\n  "),
                hint: "Measure the same plan, or leave them out with --common-cells.")
        }
    }

    private static func example(_ record: TrialRecord?) -> String {
        record.map { "\(ProgressText.name(of: $0.cell).shown()) (\($0.cellID))" } ?? "?"
    }
}
