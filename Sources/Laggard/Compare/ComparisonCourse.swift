import Experiment
import Gate

/// The course of a comparison: which pairs are due, and what those that were run say. It knows no process and no clock,
/// so that the rows of a comparison give the same verdict again.
struct ComparisonCourse: Sendable {
    private enum Stage: Sendable {
        /// Cells compared by counts: a pair of each, and a second where the first differs.
        case exact
        /// Two pairs of each timed cell whose times do not count: whether both sides work, and how long a pair takes, of
        /// which the first, with cold caches, says little.
        case trialRun(round: Int)
        /// A third one where head has failed in both, so that one that always fails is found out at once.
        case again([String])
        /// It is to be said how many pairs there are.
        case unplanned
        case looks
        case over
    }

    static let trialRounds = 2
    /// Of pairs, where there are no hypotheses to take any.
    private static let anyNumber = 1_000

    let cells: [Cell]
    private let limits: [Limit]
    private let named: [String: ComparedCell]
    private let hypotheses: [Hypothesis]
    private let rule: GateRule
    private var stage = Stage.exact
    private var schedule: PairSchedule
    private var exact: ExactRound
    private var dueCount = 0
    /// Pairs that say how trials end, and nothing else.
    private var uncounted: [TrialPair] = []
    /// All trials of head, which the limits are held against.
    private var heads: [TrialRecord] = []
    /// Nil until the looks are planned.
    private(set) var comparison: Comparison?
    private var notes: [String] = []

    init(cells: [Cell], tolerances: Tolerances, limits: [Limit] = [], seed: UInt64, rule: GateRule) {
        self.cells = cells
        self.limits = limits
        self.rule = rule
        named = ComparedCell.labelled(cells.map { (CellID.of($0), $0) })
        hypotheses = ComparedMetrics.hypotheses(cells, named, tolerances)
        schedule = PairSchedule(cells: cells, seed: seed)
        exact = ExactRound(cells, named)
    }

    /// Cells that share the budget.
    var timedCells: [Cell] { cells.filter { !ComparedMetrics.isExact($0) } }

    var needsPlan: Bool { if case .unplanned = stage { true } else { false } }

    /// Whether the pairs that are due are those of a look, of which there may be too little time for all.
    var isLooking: Bool { if case .looks = stage { true } else { false } }

    // MARK: Pairs

    /// The pairs to run next, in their order; none when it is over, or is to be planned.
    mutating func due() -> [PairSchedule.Pair] {
        let pairs = nextPairs()
        dueCount = pairs.count
        return pairs
    }

    private mutating func nextPairs() -> [PairSchedule.Pair] {
        switch stage {
        case .exact:
            let open = exact.open.map { (CellID.of($0), 1) }
            if !open.isEmpty { return schedule.next(Dictionary(uniqueKeysWithValues: open)) }
            guard !exact.isRegression else {
                concludeWithoutLooks()
                return []
            }
            stage = .trialRun(round: 0)
            return nextPairs()
        case .trialRun(let round):
            let pairs = schedule.trialRun(round: round).filter { !ComparedMetrics.isExact($0.cell) }
            if pairs.isEmpty { stage = .unplanned }
            return pairs
        case .again(let ids):
            return schedule.trialRun(round: Self.trialRounds).filter { ids.contains($0.cellID) }
        case .looks: return schedule.next(comparison?.nextPairs ?? [:])
        case .unplanned, .over: return []
        }
    }

    /// Takes the pairs that were due, in their order; of a look perhaps only the first ones.
    mutating func take(_ pairs: [TrialPair]) {
        if !limits.isEmpty { heads += pairs.map(\.head) }
        switch stage {
        case .exact:
            for pair in pairs { exact.record(pair) }
            uncounted += pairs
        case .trialRun(let round):
            uncounted += pairs
            for pair in pairs { exact.record(pair) }
            guard round + 1 == Self.trialRounds else {
                stage = .trialRun(round: round + 1)
                return
            }
            guard !exact.isRegression else { return concludeWithoutLooks() }
            let failing = Dictionary(grouping: uncounted, by: \.base.cellID).filter { _, pairs in
                pairs.count < 3 && pairs.allSatisfy { $0.head.status != .ok && $0.base.status == .ok }
            }
            stage = failing.isEmpty ? .unplanned : .again(Array(failing.keys))
        case .again:
            uncounted += pairs
            stage = .unplanned
        case .looks: takeLook(pairs)
        case .unplanned, .over: break
        }
    }

    private mutating func takeLook(_ pairs: [TrialPair]) {
        let look = (comparison?.gate.looks ?? 0) + 1
        if !pairs.isEmpty { comparison?.record(pairs) }
        if pairs.count < dueCount {
            notes.append("the budget was spent after \(pairs.count) of \(dueCount) pairs of look \(look)")
            stage = .over
        } else if comparison?.isDecided != false {
            stage = .over
        }
    }

    /// A count that is worse decides: nothing more needs to be measured.
    private mutating func concludeWithoutLooks() {
        stage = .over
        comparison = try? Comparison(
            cells: cells.compactMap { named[CellID.of($0)] }, hypotheses: [], pairsPerCell: Self.anyNumber, rule: rule)
        comparison?.recordTrialRun(uncounted)
        if !timedCells.isEmpty { notes.append("a count is worse: no times were measured") }
    }

    /// Says how many pairs of a cell there are at most.
    /// - Throws: where no regression could be shown with them.
    mutating func plan(pairsPerCell: Int) throws(LookPlan.TooFewPairs) {
        let compared = cells.compactMap { named[CellID.of($0)] }
        let hypotheses = hypotheses.filter { !isReportedByNeither($0) }
        // Without timed cells there is nothing to look at.
        var comparison = try Comparison(
            cells: compared, hypotheses: hypotheses,
            pairsPerCell: hypotheses.isEmpty ? Self.anyNumber : pairsPerCell,
            rule: rule)
        comparison.recordTrialRun(uncounted)
        stage = comparison.isDecided ? .over : .looks
        self.comparison = comparison
    }

    /// CPU time is judged besides: a child need not report it, as it must what its load is about.
    private func isReportedByNeither(_ hypothesis: Hypothesis) -> Bool {
        let pairs = uncounted.filter {
            $0.base.cellID == hypothesis.cell.id && $0.base.status == .ok && $0.head.status == .ok
        }
        return hypothesis.metric == .cpuPerDelivery && !pairs.isEmpty
            && pairs.allSatisfy { pair in
                [pair.base, pair.head].allSatisfy { $0.measurements[.cpuPerDelivery] == nil }
            }
    }

    /// Why a cell cannot be measured, of which base broke in every pair so far: there is nothing to compare with.
    var unmeasurable: (cell: ComparedCell, detail: String)? {
        let pairs = Dictionary(grouping: uncounted, by: \.base.cellID)
        for cell in cells {
            guard let compared = named[CellID.of(cell)], let own = pairs[compared.id], let last = own.last,
                own.count > 1, own.allSatisfy({ !$0.base.status.isOutcome })
            else { continue }
            return (
                compared,
                [last.base.status.rawValue, last.base.statusDetail].compactMap(\.self).joined(separator: ": ")
            )
        }
        return nil
    }

    // MARK: What came of it

    func report(base: String, head: String) -> GateReport {
        GateReport(
            base: base, head: head, comparison: comparison, exact: exact.all,
            limits: LimitResult.table(limits, heads), notes: notes)
    }
}
