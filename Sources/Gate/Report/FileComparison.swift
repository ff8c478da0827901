import Experiment

/// The comparison of two files of trials that exist: a baseline's and a candidate's.
///
/// Exact metrics and how trials ended are judged. Times are judged only where the trials were interleaved on one
/// machine; otherwise they are reported, since the machine and the day make more of a difference than the code.
public struct FileComparison: Sendable {
    /// Names of the two files.
    public var base: String
    public var head: String
    /// Noisy metrics that are judged or reported.
    public var metrics: [Metric]
    public var tolerances = Tolerances()
    /// Held against the candidate.
    public var limits: [Limit] = []
    /// Whether both files have the fingerprint of the same machine in their manifests.
    public var isSameMachine = false

    public init(base: String, head: String, metrics: [Metric]) {
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
        let comparison = interleaved(baseline, candidate, cells: shared.map(\.new.cell))
        var others: [Finding] = []
        if comparison == nil {
            others = shared.compactMap { status($0.old, $0.new) } + shared.flatMap { reported($0.old, $0.new) }
        }
        var report = GateReport(
            base: base, head: head, comparison: comparison, exact: shared.flatMap { exact($0.old, $0.new) },
            limits: LimitResult.table(limits, candidate), others: others,
            notes: notes(old.count - shared.count, new.count - shared.count, isJudged: comparison != nil))
        report.brokenTrials = candidate.count { !$0.status.isOutcome }
        return report
    }

    /// One look over all pairs; nil where they are too few, or not of one machine.
    private func interleaved(
        _ baseline: [TrialRecord], _ candidate: [TrialRecord], cells: [ComparedCell]
    ) -> Comparison? {
        guard isSameMachine else { return nil }
        let pairs = TrialPair.pairs(
            of: baseline.filter { $0.side == "base" } + candidate.filter { $0.side == "head" })
        let counts = cells.map { cell in pairs.count { $0.base.cellID == cell.id } }
        var rule = GateRule()
        rule.weights = [1]
        guard let fewest = counts.min(),
            var comparison = try? Comparison(
                cells: cells, metrics: metrics, tolerances: tolerances, pairsPerCell: fewest, rule: rule)
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
        metrics.compactMap { metric in
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

    private func notes(_ onlyOld: Int, _ onlyNew: Int, isJudged: Bool) -> [String] {
        let why = isSameMachine ? "too few interleaved pairs of trials" : "the files are not of the same machine"
        return [
            isJudged ? nil : "times are reported and not judged: \(why)",
            onlyOld > 0 ? "\(Figures.count(onlyOld, "cell")) only in the baseline: left out" : nil,
            onlyNew > 0 ? "\(Figures.count(onlyNew, "cell")) only in the candidate: left out" : nil,
        ].compactMap { $0 }
    }
}
