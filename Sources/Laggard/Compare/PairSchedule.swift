import Experiment

/// Pairs of trials in their order: the cells in turn, base and head of a pair back to back, which of them comes first
/// by a coin flip of the pair's own. The same seed gives the same order. Pure.
struct PairSchedule: Sendable, Equatable {
    /// Two trials of one cell, one of each side, with the same seed.
    struct Pair: Sendable, Equatable {
        /// With its seed set.
        var cell: Cell
        var cellID: String
        /// Index among the pairs of its cell, from 0; nil for one that is run before any is counted.
        var index: Int?
        /// Which of those it is, from 0.
        var round = 0
        var first: Side

        var order: [Side] { [first, first.other] }

        /// `<cell ID>-p<pair>-<side>`; `x<round>` where the pair does not count.
        func trialID(_ side: Side) -> String {
            "\(cellID)-\(index.map { "p\($0)" } ?? "x\(round)")-\(side.rawValue)"
        }
    }

    let seed: UInt64
    private let cells: [(id: String, cell: Cell)]
    /// Pairs that each cell has had.
    private var taken: [String: Int] = [:]

    init(cells: [Cell], seed: UInt64) {
        self.cells = cells.map { (CellID.of($0), $0) }
        self.seed = seed
    }

    static func == (left: PairSchedule, right: PairSchedule) -> Bool {
        left.seed == right.seed && left.cells.map(\.id) == right.cells.map(\.id) && left.taken == right.taken
    }

    /// A pair of each cell, of which none counts: they show that both sides work, and how long a pair takes.
    func trialRun(round: Int) -> [Pair] {
        cells.map { id, cell in
            var pair = pair(cell, id, index: nil)
            pair.round = round
            return pair
        }
    }

    /// The pairs of the next look, so many of each cell by its id.
    mutating func next(_ counts: [String: Int]) -> [Pair] {
        var pairs: [Pair] = []
        for round in 0..<(counts.values.max() ?? 0) {
            for (id, cell) in cells where counts[id, default: 0] > round {
                pairs.append(pair(cell, id, index: taken[id, default: 0]))
                taken[id, default: 0] += 1
            }
        }
        return pairs
    }

    private func pair(_ cell: Cell, _ id: String, index: Int?) -> Pair {
        var cell = cell
        cell.seed = Schedule.seed(plan: seed, repetition: index.map { $0 + 1 } ?? 0)
        // Of the cell as well: the coins of two cells are independent.
        let text = id.utf8.reduce(cell.seed) { SplitMix64.mix($0 &+ UInt64($1)) }
        return Pair(cell: cell, cellID: id, index: index, first: SplitMix64.mix(text) & 1 == 0 ? .base : .head)
    }
}
