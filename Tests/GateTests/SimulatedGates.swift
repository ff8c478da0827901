import Experiment
import Glibc

@testable import Gate

/// Gates over simulated pairs: log-normal noise, drift that neighbours share, an outlier of 2 times in 5% of trials.
struct SimulatedGates {
    /// Spread of the log of one trial's figure, without outliers: half of its variance is drift.
    var sigma: Double
    /// Most pairs of a cell while none is decided.
    var pairsPerCell: Int
    var cells = 4
    /// Factor of head over base, of the throughput and the p99 of the first cell; of all cells with `everywhere`.
    var throughput = 1.0
    var p99 = 1.0
    var everywhere = false

    private static let metrics = [Metric.deliveryRate, Metric.latencyP99(.fast)]

    func hypotheses() -> [Hypothesis] {
        (0..<cells).flatMap { cell in
            Self.metrics.map { metric in
                Hypothesis(
                    cell: ComparedCell(id: "\(cell)", scenario: "s", label: "cell \(cell)"), metric: metric,
                    tolerance: metric.polarity == .higher ? 0.1 : 0.2)!
            }
        }
    }

    /// The gates after their last look, each from the next numbers of one seed.
    func run(_ gates: Int, seed: UInt64) throws -> [SequentialGate] {
        let hypotheses = hypotheses()
        let plan = try LookPlan(pairsPerCell: pairsPerCell, hypotheses: hypotheses.count)
        let fresh = SequentialGate(hypotheses: hypotheses, plan: plan)
        var noise = GaussianNoise(seed: seed)
        return (0..<gates).map { _ in
            var gate = fresh
            var drift = 0.0
            while !gate.isDecided { gate.record(look(gate.nextPairs, &noise, &drift)) }
            return gate
        }
    }

    private func look(_ pairs: [String: Int], _ noise: inout GaussianNoise, _ drift: inout Double)
        -> [LookObservations?]
    {
        var observations: [LookObservations?] = []
        for cell in 0..<cells {
            guard let count = pairs["\(cell)"] else {
                observations += [nil, nil]
                continue
            }
            var differences: [[Double]] = [[], []]
            for _ in 0..<count {
                let pair = self.pair(&noise, &drift, isShifted: everywhere || cell == 0)
                differences[0].append(pair.throughput)
                differences[1].append(pair.p99)
            }
            observations += differences.map { LookObservations(differences: $0) }
        }
        return observations
    }

    /// d of both metrics: two trials one after the other, which is base being a coin flip.
    private func pair(
        _ noise: inout GaussianNoise, _ drift: inout Double, isShifted: Bool
    ) -> (throughput: Double, p99: Double) {
        let first = trial(&noise, &drift)
        let second = trial(&noise, &drift)
        let sign = noise.flip() ? 1.0 : -1
        // Slower is worse: the log of the time of a delivery rises as the throughput falls.
        let slower: Double = isShifted ? -log(throughput) : 0
        let longer: Double = isShifted ? log(p99) : 0
        return (sign * (second.0 - first.0) + slower, sign * (second.1 - first.1) + longer)
    }

    private func trial(_ noise: inout GaussianNoise, _ drift: inout Double) -> (Double, Double) {
        let part = sigma * 0.5.squareRoot()
        drift = 0.95 * drift + (1 - 0.95 * 0.95).squareRoot() * part * noise.next()
        let outlier: Double = noise.uniform() < 0.05 ? log(2.0) : 0
        let shared = drift + outlier
        return (shared + part * noise.next(), shared + part * noise.next())
    }
}
