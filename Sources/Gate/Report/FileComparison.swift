import Experiment

/// The comparison of two files of trials that exist: a baseline's and a candidate's.
///
/// Exact metrics and how trials ended are judged. Times are judged only where the trials were interleaved on one
/// machine; otherwise they are reported, since the machine and the day make more of a difference than the code.
public struct FileComparison: Sendable {
    /// Names of the two files.
    public var base: String
    public var head: String
    /// Noisy metrics of a cell that are judged or reported.
    public var metrics: @Sendable (Cell) -> [Metric]
    public var tolerances = Tolerances()
    /// Held against the candidate.
    public var limits: [Limit] = []
    /// Whether both files have the fingerprint of the same machine in their manifests.
    public var isSameMachine = false
    /// Whether times are judged all the same, the repetitions of a cell taken for pairs in the order of their files.
    public var judgesAnyTimes = false

    public init(base: String, head: String, metrics: @escaping @Sendable (Cell) -> [Metric]) {
        self.base = base
        self.head = head
        self.metrics = metrics
    }

    /// What there is to say. The records of a side in the order of their file; cells that one side lacks are left out,
    /// with a note.
    public func report(baseline: [TrialRecord], candidate: [TrialRecord]) -> GateReport {
        let old = CellGroup.groups(of: baseline)
        let new = CellGroup.groups(of: candidate)
        let shared = new.compactMap { group in
            old.first { $0.cell.id == group.cell.id }.map { (old: $0, new: group) }
        }
        let comparison = judged(pairs(baseline, candidate, shared), shared.map(\.new))
        var others: [Finding] = []
        if comparison == nil {
            others = shared.compactMap { status($0.old, $0.new) } + shared.flatMap { reported($0.old, $0.new) }
        }
        // A comparison looks at timed cells only where it has pairs of them.
        if comparison != nil, !judgesAnyTimes {
            others = shared.filter { metrics($0.new.records[0].cell).isEmpty }.compactMap { status($0.old, $0.new) }
        }
        var report = GateReport(
            base: base, head: head, comparison: comparison, exact: shared.flatMap { exact($0.old, $0.new) },
            limits: LimitResult.table(limits, candidate), others: others,
            notes: notes(
                old.count - shared.count, new.count - shared.count, isJudged: comparison != nil,
                anyTimes: shared.contains { !metrics($0.new.records[0].cell).isEmpty }))
        report.brokenTrials = candidate.count { !$0.status.isOutcome }
        return report
    }

    /// Those that were interleaved on one machine, or those that are to be taken for it.
    private func pairs(
        _ baseline: [TrialRecord], _ candidate: [TrialRecord], _ shared: [(old: CellGroup, new: CellGroup)]
    ) -> [TrialPair] {
        if judgesAnyTimes {
            return shared.flatMap { zip($0.old.records, $0.new.records).map { TrialPair(base: $0, head: $1) } }
        }
        guard isSameMachine else { return [] }
        return TrialPair.pairs(of: baseline.filter { $0.side == "base" } + candidate.filter { $0.side == "head" })
            .filter { $0.base.runID == $0.head.runID }
    }

    /// One look over all pairs; nil where they are too few.
    private func judged(_ pairs: [TrialPair], _ groups: [CellGroup]) -> Comparison? {
        let hypotheses = groups.flatMap { group in
            tolerances.hypotheses(cells: [group.cell], metrics: group.records.first.map { metrics($0.cell) } ?? [])
        }
        let timed = Set(hypotheses.map(\.cell.id))
        let counts = timed.map { id in pairs.count { $0.base.cellID == id } }
        var rule = GateRule()
        rule.weights = [1]
        guard let fewest = counts.min(),
            var comparison = try? Comparison(
                cells: groups.map(\.cell), hypotheses: hypotheses, pairsPerCell: fewest, rule: rule)
        else { return nil }
        comparison.record(pairs)
        return comparison
    }

    /// The first repetition of each exact metric, and the second where it is needed.
    private func exact(_ old: CellGroup, _ new: CellGroup) -> [ExactCheck] {
        let pairs = zip(old.records, new.records).filter { $0.status == .ok && $1.status == .ok }
        return ExactRule.rules(for: new.records[0].cell).map { rule in
            var check = ExactCheck(cell: new.cell, rule: rule)
            for (base, head) in pairs {
                check.record(.init(base: base.measurements[rule.metric], head: head.measurements[rule.metric]))
            }
            return check
        }
    }

    private func status(_ old: CellGroup, _ new: CellGroup) -> Finding? {
        var tally = StatusTally()
        for (base, head) in zip(old.records, new.records) { tally.add(TrialPair(base: base, head: head)) }
        return tally.verdict(alpha: Comparison.statusAlpha).map { Finding(new.cell, tally, verdict: $0) }
    }

    /// The ratio of the medians, and no verdict.
    private func reported(_ old: CellGroup, _ new: CellGroup) -> [Finding] {
        metrics(new.records[0].cell).compactMap { metric in
            let sides = [old, new].map { group in
                group.records.filter { $0.status == .ok }.compactMap { $0.measurements[metric] }
            }
            guard let base = LogRatio.median(sides[0]), let head = LogRatio.median(sides[1]) else { return nil }
            var finding = Finding(
                .reported, cell: new.cell, metric: metric.name, verdict: .undecided,
                pairs: min(sides[0].count, sides[1].count))
            finding.base = base
            finding.head = head
            finding.ratio = base > 0 && head > 0 ? head / base : nil
            return finding
        }
    }

    private func notes(_ onlyOld: Int, _ onlyNew: Int, isJudged: Bool, anyTimes: Bool) -> [String] {
        let why = isSameMachine ? "too few interleaved pairs of trials" : "the files are not of the same machine"
        return [
            isJudged || !anyTimes ? nil : "times are reported and not judged: \(why)",
            isJudged && judgesAnyTimes
                ? "the times were not interleaved: a machine that was busier in one run looks like a change" : nil,
            onlyOld > 0 ? "\(Figures.count(onlyOld, "cell")) only in the baseline: left out" : nil,
            onlyNew > 0 ? "\(Figures.count(onlyNew, "cell")) only in the candidate: left out" : nil,
        ].compactMap { $0 }
    }
}
