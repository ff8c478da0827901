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

    /// The verdict, and a table of the timings that it does not judge.
    /// - Throws: `Failure`, nothing comparable where the cells are others.
    func report() throws(Failure) -> (report: GateReport, timings: String) {
        if baseline.folder == candidate.folder, baseline.manifest.comparison != nil {
            return (try ComparisonReplay(baseline).report(), "")
        }
        let (cells, notes) = try commonCells()
        let named = ComparedCell.labelled(cells.map { (CellID.of($0), $0) })
        var exact: [ExactCheck] = []
        for cell in cells { exact += checks(cell, named) }
        let timings = TimingTable(cells: cells, named: named, baseline: baseline, candidate: candidate)
        guard judgesTimings else {
            let comparison = try comparison(cells, named, [])
            let report = GateReport(
                base: baseline.folder, head: candidate.folder, comparison: comparison, exact: exact, notes: notes)
            return (report, timings.text(why: whyNotJudged))
        }
        let tolerances = candidate.manifest.plan.parsedTolerances
        let hypotheses = ComparedMetrics.hypotheses(cells, named, tolerances)
        let report = GateReport(
            base: baseline.folder, head: candidate.folder, comparison: try comparison(cells, named, hypotheses),
            exact: exact, notes: notes + ["the timings were not interleaved: a machine that was busier in one run looks slower"])
        return (report, "")
    }

    // MARK: Cells

    /// Exact cells and others, in the candidate's order.
    private func commonCells() throws(Failure) -> (cells: [Cell], notes: [String]) {
        let ids = (Set(baseline.records.map(\.cellID)), Set(candidate.records.map(\.cellID)))
        let common = ids.0.intersection(ids.1)
        guard !common.isEmpty else {
            throw Failure(
                .nothingComparable, "'\(baseline.folder)' and '\(candidate.folder)' have no cell in common",
                hint: "Measure the same plan: laggard run with the plan of '\(baseline.folder)/manifest.json'.")
        }
        let others = [("the baseline", baseline, ids.0), ("the candidate", candidate, ids.1)].compactMap { name, run, ids in
            ids == common ? nil : "only \(name) has \(ids.count - common.count) of its \(ids.count) cells: "
                + Self.example(run.records.first { !common.contains($0.cellID) })
        }
        guard others.isEmpty || takesCommonCells else {
            throw Failure(
                .nothingComparable, others.joined(separator: "\n  "),
                hint: "Measure the same plan, or leave them out with --common-cells.")
        }
        var seen: Set<String> = []
        let cells = candidate.records.filter { common.contains($0.cellID) && seen.insert($0.cellID).inserted }.map(\.cell)
        return (cells, others.map { $0 + ": left out" })
    }

    private static func example(_ record: TrialRecord?) -> String {
        record.map { "\(ProgressText.name(of: $0.cell).shown()) (\($0.cellID))" } ?? "?"
    }

    // MARK: Figures

    private func checks(_ cell: Cell, _ named: [String: ComparedCell]) -> [ExactCheck] {
        let id = CellID.of(cell)
        guard let compared = named[id] else { return [] }
        let pairs = pairs(of: id)
        return ExactRule.rules(for: cell).map { rule in
            var check = ExactCheck(cell: compared, rule: rule)
            for pair in pairs {
                let figures = [pair.base, pair.head].map { $0.status == .ok ? $0.measurements[rule.metric] : nil }
                check.record(.init(base: figures[0], head: figures[1]))
            }
            return check
        }
    }

    /// Of each repetition that both have.
    private func pairs(of id: String) -> [TrialPair] {
        let sides = [baseline, candidate].map { $0.records.filter { $0.cellID == id }.sorted { $0.order < $1.order } }
        return zip(sides[0], sides[1]).map { TrialPair(base: $0, head: $1) }
    }

    /// One look at all repetitions; without hypotheses it says how trials ended.
    private func comparison(
        _ cells: [Cell], _ named: [String: ComparedCell], _ hypotheses: [Hypothesis]
    ) throws(Failure) -> Comparison {
        let compared = cells.compactMap { named[CellID.of($0)] }
        let all = cells.map { pairs(of: CellID.of($0)) }
        var rule = GateRule()
        rule.weights = [1]
        do throws(LookPlan.TooFewPairs) {
            var comparison = try Comparison(
                cells: compared, hypotheses: hypotheses,
                pairsPerCell: hypotheses.isEmpty ? Self.anyNumber : all.map(\.count).max() ?? 0, rule: rule)
            if hypotheses.isEmpty {
                comparison.recordTrialRun(all.flatMap(\.self))
            } else {
                comparison.record(all.flatMap(\.self))
            }
            return comparison
        } catch {
            throw Failure(.nothingComparable, "the timings cannot be judged: \(error)")
        }
    }

    private static let anyNumber = 1_000

    private var whyNotJudged: String {
        baseline.machine == candidate.machine
            ? "the runs were not interleaved" : "the runs are of different machines"
    }
}
