import Experiment
import Gate
import Results

/// What the gate reaches on a machine: recorded pairs of a revision with itself, replayed as gates.
struct SelfTest: Sendable {
    let cells: [Cell]
    let tolerances: Tolerances
    let rule: GateRule
    let seed: UInt64
    /// Replays of a clean change.
    let gates: Int

    /// What the pairs say, in words.
    /// - Parameter pairsPerCell: how many a gate has room for.
    /// - Throws: `Failure`, usage where so few pairs show no regression; nothing comparable where there are none.
    func text(_ pairs: [TrialPair], pairsPerCell: Int) throws(Failure) -> String {
        let named = ComparedCell.labelled(cells.map { (CellID.of($0), $0) })
        let noise = cells.compactMap { cell -> PairNoise? in
            guard let compared = named[CellID.of(cell)] else { return nil }
            return PairNoise(pairs, cells: [compared], metrics: ComparedMetrics.timed(in: cell, tolerances))
        }.flatMap(\.cells)
        let calibration: Calibration?
        do throws(LookPlan.TooFewPairs) {
            calibration = try Calibration(
                PairNoise(noise), tolerances: tolerances, pairsPerCell: pairsPerCell, rule: rule, gates: gates,
                seed: seed)
        } catch {
            throw Failure(.usage, "the budget is too small: \(error)")
        }
        guard let calibration else { throw Failure(.nothingComparable, "no pair has figures on both sides") }
        return calibration.text()
    }

    /// The pairs of comparisons that were run, and the fewest pairs per cell that one of them had room for.
    /// - Throws: `Failure` where a folder is none of a comparison, or the cells are others.
    func recorded(_ folders: [String]) throws(Failure) -> (pairs: [TrialPair], pairsPerCell: Int) {
        var pairs: [TrialPair] = []
        var room: [Int] = []
        let known = Set(cells.map { CellID.of($0) })
        for folder in folders {
            let run = try RecordedRun(folder: folder)
            guard let perCell = run.manifest.comparison?.pairsPerCell else {
                throw Failure(.usage, "'\(folder)' is not the folder of a comparison that measured pairs")
            }
            let own = TrialPair.pairs(of: run.records).filter { known.contains($0.base.cellID) }
            guard !own.isEmpty else {
                throw Failure(.nothingComparable, "'\(folder)' has no pair of the plan's cells")
            }
            pairs += own
            room.append(perCell)
        }
        return (pairs, room.min() ?? 0)
    }
}
