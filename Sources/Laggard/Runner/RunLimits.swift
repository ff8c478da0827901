import Experiment
import Gate

/// The limits of a plan, held against the trials of its run. Pure.
struct RunLimits {
    private let results: [LimitResult]
    private let unused: [Limit]

    init(_ plan: Plan, _ records: [TrialRecord]) {
        let limits = plan.parsedLimits
        results = LimitResult.table(limits, records)
        unused = LimitResult.unused(limits, results)
    }

    /// How many are broken, an unknown figure included.
    var broken: Int { results.count { $0.state.isBroken } }

    /// The table, with a line for each limit that no cell is held against; empty without limits.
    func text() -> String {
        guard !results.isEmpty || !unused.isEmpty else { return "" }
        let lines = results.isEmpty ? [] : results.map(LimitFinding.init).lines()
        let notes = unused.map { limit in
            "note: no cell is held against '\(limit)'" + (limit.scenario.map { " of the scenario '\($0)'" } ?? "")
        }
        return "\n" + (lines + notes).joined(separator: "\n") + "\n"
    }
}
