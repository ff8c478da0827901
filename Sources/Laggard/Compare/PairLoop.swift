import Experiment
import Gate

/// The looks of a comparison: which pairs are run next, and what they say.
struct PairLoop {
    private let request: ComparisonRequest
    private let runner: PairRunner
    private let progress: ComparisonProgress
    private let start = ContinuousClock.now
    private var schedule: PairSchedule
    private var exact: ExactRound
    /// Nil until the looks are planned.
    private var comparison: Comparison?
    /// Pairs that say how trials end, and nothing else.
    private var uncounted: [TrialPair] = []
    private var notes: [String] = []

    init(_ request: ComparisonRequest, _ runner: PairRunner, _ progress: ComparisonProgress) {
        self.request = request
        self.runner = runner
        self.progress = progress
        schedule = PairSchedule(cells: request.cells, seed: request.seed)
        exact = ExactRound(request.cells, request.named)
    }

    private static let anyNumber = 1_000

    private var spentS: Double { (ContinuousClock.now - start).seconds }

    // MARK: Exact cells

    /// A pair of each, and a second where the first differs.
    mutating func runExactCells() async throws {
        while case let open = exact.open, !open.isEmpty {
            let counts = Dictionary(uniqueKeysWithValues: open.map { (CellID.of($0), 1) })
            for pair in schedule.next(counts) {
                progress.begin(pair, spentS: spentS, of: request.budgetS)
                let ended = try await runner.run(pair)
                exact.record(ended)
                uncounted.append(ended)
            }
        }
    }

    // MARK: Timed cells

    /// Looks until it is decided, or the time is spent.
    mutating func runTimedCells() async throws {
        try await runTrialRun()
        var comparison = try plan()
        comparison.recordTrialRun(uncounted)
        if !request.timedCells.isEmpty { progress.planned(comparison, cells: request.timedCells.count) }
        var mayGoOn = true
        while mayGoOn, !comparison.isDecided {
            mayGoOn = try await runLook(&comparison)
            progress.looked(comparison, spentS: spentS)
        }
        self.comparison = comparison
    }

    /// A pair of each cell that does not count; a second one where one side did not end well, so that a head that
    /// always fails is found out at once.
    private mutating func runTrialRun() async throws {
        for pair in schedule.trialRun where !ComparedMetrics.isExact(pair.cell) {
            progress.begin(pair, spentS: spentS, of: request.budgetS)
            let ended = try await runner.run(pair)
            uncounted.append(ended)
            guard ended.base.status != .ok || ended.head.status != .ok else { continue }
            for again in schedule.next([pair.cellID: 1]) { uncounted.append(try await runner.run(again)) }
        }
    }

    /// The looks that fit into the rest of the budget.
    private func plan() throws -> Comparison {
        let rounds = request.timedCells.map { runner.seconds[CellID.of($0)]?.first ?? 0 }
        let budget = PairBudget(roundS: rounds.reduce(0, +), leftS: request.budgetS - spentS)
        let named = request.named
        let cells = request.cells.compactMap { named[CellID.of($0)] }
        // Without timed cells there is nothing to look at, and nothing to plan.
        let pairs = request.timedCells.isEmpty ? Self.anyNumber : budget.pairsPerCell
        do throws(LookPlan.TooFewPairs) {
            return try Comparison(
                cells: cells, hypotheses: ComparedMetrics.hypotheses(request.timedCells, named, request.tolerances),
                pairsPerCell: pairs, rule: request.rule)
        } catch {
            let needed = Duration.seconds(budget.needed(forPairs: error.needed, spentS: spentS)).shortText
            throw Failure(
                .usage, "the budget of \(Duration.seconds(request.budgetS).shortText) is too small: \(error)",
                hint: "A pair of each cell takes \(Duration.seconds(budget.roundS).shortText): write --budget with at "
                    + "least \(needed).")
        }
    }

    /// The pairs of one look, as many as there is time for.
    /// - Returns: whether another look may follow.
    private mutating func runLook(_ comparison: inout Comparison) async throws -> Bool {
        let due = schedule.next(comparison.nextPairs)
        var pairs: [TrialPair] = []
        for pair in due {
            let expected = runner.seconds[pair.cellID]?.max() ?? 0
            if spentS + expected > request.budgetS { break }
            progress.begin(pair, spentS: spentS, of: request.budgetS)
            pairs.append(try await runner.run(pair))
        }
        if !pairs.isEmpty { comparison.record(pairs) }
        guard pairs.count < due.count else { return true }
        notes.append(
            "the budget of \(Duration.seconds(request.budgetS).shortText) was spent after \(pairs.count) of "
                + "\(due.count) pairs of look \(comparison.gate.looks + (pairs.isEmpty ? 1 : 0))")
        return false
    }

    // MARK: What came of it

    func report(base: String, head: String) -> GateReport {
        GateReport(
            base: base, head: head, comparison: comparison, exact: exact.all, notes: notes)
    }
}
