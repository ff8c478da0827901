import Experiment
import Gate

/// What is searched: the plan's cells without their rates, what has to hold, and where to look. Pure.
struct SearchPlan {
    let plan: Plan
    let limits: [Limit]
    let cells: [SearchedCell]

    /// - Parameters:
    ///   - limits: as they are written; those of the plan hold as well.
    ///   - precision: from 0.01 on.
    /// - Throws: `Failure`, usage: a limit that is none, or no cell whose load is open.
    init(
        _ plan: Plan, limits texts: [String], from start: Double?, in range: ClosedRange<Double>, precision: Double
    ) throws(Failure) {
        var limits: [Limit] = []
        for text in texts {
            do throws(ParameterError) {
                limits.append(try Limit(text))
            } catch {
                throw Failure(.usage, "--limit: \(error)")
            }
        }
        self.plan = plan
        self.limits = limits
        cells = try Self.cells(plan).map { cell in
            let own = plan.parsedLimits.filter { $0.scenario == nil || $0.scenario == cell.scenario }
            let first = start ?? cell.offeredRatePerS ?? range.lowerBound
            return SearchedCell(
                cell, limits: limits + own, search: RateSearch(from: first, in: range, precision: precision))
        }
    }

    /// Cells that differ in their rate alone are one, with the first's rate.
    private static func cells(_ plan: Plan) throws(Failure) -> [Cell] {
        let all: [Cell]
        do throws(PlanProblems) { all = try Matrix(plan).cells } catch { throw Failure(.usage, error.description) }
        var cells: [Cell] = []
        for var cell in all where cell.loadModel == .open && !cell.exact {
            // By time, whatever the rate: a number of messages would make a window of any length.
            if cell.messages != nil {
                cell.messages = nil
                cell.durationS = 2
            }
            if !cells.contains(where: { Self.isSame($0, cell) }) { cells.append(cell) }
        }
        guard !cells.isEmpty else {
            throw Failure(
                .usage, "the plan '\(plan.name)' has no cell whose load is open: there is no rate to be searched",
                hint: "Leave load_model out, or set it to open.")
        }
        return cells
    }

    private static func isSame(_ first: Cell, _ second: Cell) -> Bool {
        var second = second
        (second.offeredRatePerS, second.durationS) = (first.offeredRatePerS, first.durationS)
        return first == second
    }

    /// What has to hold, in words.
    var words: String {
        (["nothing lost for the fast class, every message in time"] + limits.map(\.description)).joined(separator: ", ")
    }
}
