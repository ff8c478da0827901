import Experiment

@testable import Laggard

/// Rows of two implementations.
enum RatioTrials {
    static func trial(
        _ implementation: String, _ repetition: Int, _ cell: Cell = .fixture(), status: TrialStatus = .ok,
        isBound: Bool = false, _ figures: [(Metric, Double)] = [(.cpuPerDelivery, 100)]
    ) -> TrialRecord {
        var cell = cell
        cell.implementation = implementation
        cell.seed = UInt64(repetition)
        var record = TrialRecord.fixture(cell, repetition: repetition, status: status, figures)
        record.trialID += "-\(implementation)"
        record.latencyBound = isBound
        return record
    }

    /// Pairs whose figures of the metric have these ratios.
    static func pairs(_ metric: Metric, _ ratios: [Double]) -> [ImplementationPairs.Pair] {
        ratios.enumerated().map { index, ratio in
            ImplementationPairs.Pair(
                reference: trial("laggard", index, [(metric, 1_000 * ratio)]),
                other: trial("go", index, [(metric, 1_000)]))
        }
    }

    private static func trial(_ name: String, _ repetition: Int, _ figures: [(Metric, Double)]) -> TrialRecord {
        trial(name, repetition, .fixture(), figures)
    }
}
