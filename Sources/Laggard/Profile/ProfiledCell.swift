import Experiment

/// Finds the one cell that is to be profiled. Pure.
enum ProfiledCell {
    /// The only cell of the plan that the conditions leave, marked as profiled.
    /// - Parameter narrowed: the options that narrow it further, for the error.
    /// - Throws: `Failure`, usage: there is none, or there are several, with what tells them apart.
    static func only(of plan: Plan, where conditions: [CellCondition], narrowed: String) throws(Failure) -> Cell {
        let all: [Cell]
        do throws(PlanProblems) { all = try Matrix(plan).cells } catch { throw Failure(.usage, error.description) }
        let cells = all.filter { cell in conditions.allSatisfy { $0.holds(for: cell) } }
        guard let first = cells.first else {
            throw Failure(
                .usage, "no cell of the plan '\(plan.name)' is so",
                hint: all.isEmpty ? "Its rules under 'exclude' take all out." : "It has \(differences(all)).")
        }
        guard cells.count == 1 else {
            throw Failure(
                .usage, "the plan '\(plan.name)' has \(cells.count) cells, and one is to be profiled",
                hint: "Narrow it down by \(narrowed). They differ in \(differences(cells)).")
        }
        guard !first.exact else {
            throw Failure(
                .usage, "an exact trial counts every allocation, also those of a profiler",
                hint: "Set exact=false and a duration.")
        }
        var cell = first
        cell.profiled = true
        cell.seed = Schedule.seed(plan: plan.seed, repetition: 0)
        return cell
    }

    /// `strategy (after, timer) and subscribers (10, 100, 1000)`.
    private static func differences(_ cells: [Cell]) -> String {
        let told = CellCondition.Key.allCases.compactMap { key -> String? in
            var seen: [String] = []
            for text in cells.map({ key.text(of: $0) ?? "none" }) where !seen.contains(text) { seen.append(text) }
            return seen.count > 1 ? "\(key.rawValue) (\(seen.joined(separator: ", ")))" : nil
        }
        return told.isEmpty ? "parameters that are seldom set" : told.joined(separator: ", ")
    }
}
