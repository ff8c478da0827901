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
        while true {
            while case let due = course.due(), !due.isEmpty {
                let isLook = course.isLooking
                course.take(try await run(due, withinBudget: isLook))
                if isLook, let comparison = course.comparison { progress.looked(comparison, spentS: spentS) }
            }
            guard course.needsPlan else { return }
            try planned(try plan(&course))
        }
    }

    /// Pairs as they are due.
    /// - Parameter withinBudget: whether it ends before the first that there is no time for.
    func run(_ due: [PairSchedule.Pair], withinBudget: Bool) async throws -> [TrialPair] {
        var pairs: [TrialPair] = []
        for pair in due {
            if withinBudget, spentS + (runner.seconds[pair.cellID]?.max() ?? 0) > budgetS { break }
            progress.begin(pair, spentS: spentS, of: budgetS)
            pairs.append(try await runner.run(pair))
        }
        return pairs
    }

    private func plan(_ course: inout ComparisonCourse) throws -> Int {
        let roundS = course.timedCells.reduce(0) { $0 + (runner.seconds[CellID.of($1)]?.first ?? 0) }
        let budget = PairBudget(roundS: roundS, leftS: budgetS - spentS)
        do throws(LookPlan.TooFewPairs) {
            try course.plan(pairsPerCell: budget.pairsPerCell)
        } catch {
            let needed = Duration.seconds(budget.needed(forPairs: error.needed, spentS: spentS)).shortText
            throw Failure(
                .usage, "the budget of \(Duration.seconds(budgetS).shortText) is too small: \(error)",
                hint: "A pair of each cell takes \(Duration.seconds(roundS).shortText): write --budget with at least "
                    + "\(needed).")
        }
        if let comparison = course.comparison, !course.timedCells.isEmpty {
            progress.planned(comparison, cells: course.timedCells.count)
        }
        return budget.pairsPerCell
    }
}
