import Experiment
import Gate

/// Runs the pairs that a comparison's course has due, within its budget.
struct PairLoop {
    let budgetS: Double
    let runner: PairRunner
    let progress: ComparisonProgress
    private let start = ContinuousClock.now

    init(budgetS: Double, runner: PairRunner, progress: ComparisonProgress) {
        self.budgetS = budgetS
        self.runner = runner
        self.progress = progress
    }

    private var spentS: Double { (ContinuousClock.now - start).seconds }

    /// To the end of the course.
    /// - Parameter planned: is told of the pairs per cell that the budget has room for.
    /// - Throws: `Failure`: the budget is too small, a file could not be written, or the runner was told to stop.
    func run(_ course: inout ComparisonCourse, planned: (Int) throws -> Void) async throws {
        defer { progress.clear() }
        while true {
            while case let due = course.due(), !due.isEmpty {
                let isLook = course.isLooking
                course.take(try await run(due, withinBudget: isLook))
                if isLook, let comparison = course.comparison { progress.looked(comparison, spentS: spentS) }
            }
            guard course.needsPlan else { return }
            if let (cell, detail) = course.unmeasurable {
                throw Failure(
                    .nothingComparable, "the base cannot be measured in the cell '\(cell.label.shown())': \(detail)",
                    hint: "Its child must keep the trial protocol: docs/trial-protocol.md. Compare with a later base.")
            }
            try planned(try plan(&course))
        }
    }

    /// Pairs as they are due.
    /// - Parameter withinBudget: whether it ends before the first that there is no time for.
    func run(_ due: [PairSchedule.Pair], withinBudget: Bool) async throws -> [TrialPair] {
        var pairs: [TrialPair] = []
        for pair in due {
            if withinBudget, spentS + (runner.seconds[pair.cellID]?.suffix(10).max() ?? 0) > budgetS { break }
            let watcher = PairRunner.Watcher(
                begin: { progress.begin(pair, $0, spentS: spentS, of: budgetS) }, see: progress.see)
            pairs.append(try await runner.run(pair, watcher))
        }
        return pairs
    }

    /// Pairs of all cells in turn until the budget is spent, decided or not. Of each cell the first two do not count.
    /// - Returns: the pairs, and how many of each cell a gate with this budget has room for.
    func runAll(_ cells: [Cell], seed: UInt64) async throws -> (pairs: [TrialPair], pairsPerCell: Int) {
        defer { progress.clear() }
        var schedule = PairSchedule(cells: cells, seed: seed)
        for round in 0..<ComparisonCourse.trialRounds {
            _ = try await run(schedule.trialRun(round: round), withinBudget: false)
        }
        let room = budget(of: cells).pairsPerCell
        let round = Dictionary(uniqueKeysWithValues: cells.map { (CellID.of($0), 1) })
        var pairs: [TrialPair] = []
        while case let due = schedule.next(round), !due.isEmpty {
            let ended = try await run(due, withinBudget: true)
            pairs += ended
            if ended.count < due.count { break }
        }
        return (pairs, room)
    }

    private func budget(of cells: [Cell]) -> PairBudget {
        let roundS = cells.reduce(0) { $0 + (runner.seconds[CellID.of($1)]?.last ?? 0) }
        return PairBudget(roundS: roundS, leftS: budgetS - spentS)
    }

    private func plan(_ course: inout ComparisonCourse) throws -> Int {
        let budget = budget(of: course.timedCells)
        do throws(LookPlan.TooFewPairs) {
            try course.plan(pairsPerCell: budget.pairsPerCell)
        } catch {
            let needed = Duration.seconds(budget.needed(forPairs: error.needed, spentS: spentS)).shortText
            throw Failure(
                .usage, "the budget of \(Duration.seconds(budgetS).shortText) is too small: \(error)",
                hint:
                    "A pair of each cell takes \(Duration.seconds(budget.roundS).shortText): write --budget with at least "
                    + "\(needed).")
        }
        if let comparison = course.comparison, !course.timedCells.isEmpty {
            progress.planned(comparison, cells: course.timedCells.count)
        }
        return budget.pairsPerCell
    }
}
