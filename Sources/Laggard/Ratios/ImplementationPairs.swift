import Experiment

/// The trials of one cell by two implementations, paired by repetition: those of a repetition ran within one shuffled
/// round, so that a drift of the machine falls on both. Pure.
struct ImplementationPairs {
    struct Pair: Equatable {
        let reference: TrialRecord
        let other: TrialRecord
    }

    /// The cell, as the reference had it.
    let cell: Cell
    /// `laggard` where it has the cell; else the first of the names.
    let reference: String
    let other: String
    /// In the order of repetitions. A trial that did not end as `ok` is in none.
    let pairs: [Pair]

    /// Every cell that more than one implementation has been tried on: the reference with each other.
    static func among(_ records: [TrialRecord]) -> [ImplementationPairs] {
        let cells = Dictionary(grouping: records) { identity($0.cell) }
        return cells.values.flatMap { trials -> [ImplementationPairs] in
            let sides = Dictionary(grouping: trials, by: \.cell.implementation)
            let names = sides.keys.sorted()
            let builtIn = Plan.builtInImplementation
            guard names.count > 1, let reference = names.contains(builtIn) ? builtIn : names.first else { return [] }
            return names.filter { $0 != reference }.compactMap { name in
                guard let mine = sides[reference], let others = sides[name] else { return nil }
                return ImplementationPairs(
                    cell: mine[0].cell, reference: reference, other: name, pairs: paired(mine, others))
            }
        }
    }

    /// The cell without what two implementations, or two repetitions, differ in.
    private static func identity(_ cell: Cell) -> Cell {
        var cell = cell
        cell.implementation = ""
        cell.seed = 0
        return cell
    }

    private static func paired(_ mine: [TrialRecord], _ others: [TrialRecord]) -> [Pair] {
        let partners = Dictionary(others.filter { $0.status == .ok }.map { ($0.repetition, $0) }) { first, _ in first }
        var seen: Set<Int> = []
        return mine.filter { $0.status == .ok }.sorted { $0.repetition < $1.repetition }.compactMap { trial in
            guard let partner = partners[trial.repetition], seen.insert(trial.repetition).inserted else { return nil }
            return Pair(reference: trial, other: partner)
        }
    }
}
