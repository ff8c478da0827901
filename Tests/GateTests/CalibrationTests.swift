import Experiment
import Testing

@testable import Gate

@Suite struct CalibrationTests {
    /// A/A pairs of two cells, 60 of each: normal, with an outlier of 2 times in 20.
    private static func noise(spread: Double) -> PairNoise {
        var random = GaussianNoise(seed: 6)
        let cells = ["a", "b"].map { id in
            let rows = (0..<60).map { index in
                let outlier = index.isMultiple(of: 20) ? 0.69 : 0
                return [spread * random.next() + outlier, spread * random.next() + outlier]
            }
            return PairNoise.CellNoise(
                cell: Fixtures.cell(id), metrics: [.deliveryRate, .latencyP99(.fast)], rows: rows)
        }
        return PairNoise(cells)
    }

    @Test func calibration_FindsWhatTheNoiseAllows() throws {
        let quiet = try #require(try Calibration(Self.noise(spread: 0.05), pairsPerCell: 45, gates: 400, seed: 1))
        #expect(quiet.falseAlarms.trials == 400)
        #expect(quiet.falseAlarms.lower < 0.01)
        #expect(quiet.power.map(\.shift) == [0.05, 0.1, 0.2, 0.05, 0.1, 0.2])
        #expect(quiet.power.map(\.found.trials) == [Int](repeating: 100, count: 6))
        let found = quiet.power.map(\.found.share)
        #expect(found[1] > 0.9 && found[2] > 0.95 && found[5] > 0.9, "\(found)")
        let loud = try #require(try Calibration(Self.noise(spread: 0.4), pairsPerCell: 45, gates: 400, seed: 1))
        #expect(loud.power[1].found.share < 0.3)
        #expect(loud.undecided.share > 0.5)
        #expect(loud.recordedPairs == 60)
    }

    @Test func calibration_Repeats_WithItsSeed() throws {
        let noise = Self.noise(spread: 0.1)
        let first = try Calibration(noise, pairsPerCell: 45, gates: 100, seed: 3)
        #expect(try Calibration(noise, pairsPerCell: 45, gates: 100, seed: 3) == first)
        #expect(try Calibration(noise, pairsPerCell: 45, gates: 100, seed: 4) != first)
    }

    @Test func calibration_IsNone_WithoutPairs() throws {
        #expect(try Calibration(PairNoise([]), pairsPerCell: 45, seed: 1) == nil)
        #expect(throws: LookPlan.TooFewPairs.self) {
            try Calibration(Self.noise(spread: 0.1), pairsPerCell: 4, seed: 1)
        }
    }

    @Test func noise_IsOfPairsThatHaveEveryMetric() {
        let whole = [Metric.deliveryRate: 10.0, .latencyP99(.fast): 5]
        let sides = [
            (whole, whole), (whole, [.deliveryRate: 20.0, .latencyP99(.fast): 5]), (whole, [.deliveryRate: 10]),
        ]
        let pairs = sides.map { TrialPair(base: Fixtures.trial("a", $0), head: Fixtures.trial("a", $1)) }
        let noise = PairNoise(
            pairs, cells: [Fixtures.cell("a"), Fixtures.cell("b")],
            metrics: [.deliveryRate, .latencyP99(.fast), .cpuUser, .window])
        #expect(noise.cells.map(\.cell.id) == ["a"])
        #expect(noise.cells[0].metrics == [.deliveryRate, .latencyP99(.fast)])
        #expect(noise.cells[0].rows.count == 2)
        #expect(noise.cells[0].rows[0] == [0, 0])
        #expect(abs(noise.cells[0].rows[1][0] + 0.6931471805599453) < 1e-15)
    }

    @Test func text_IsTheGoldenFile() throws {
        let calibration = try #require(
            try Calibration(Self.noise(spread: 0.1), pairsPerCell: 45, gates: 200, seed: 2))
        try expectGolden("Tests/Golden/gate/calibration.txt", calibration.text())
    }
}
