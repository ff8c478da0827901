import Experiment
import Testing

@testable import Gate

@Suite struct ComparisonTests {
    private static func comparison(_ metrics: [Metric] = [.deliveryRate]) throws -> Comparison {
        let cells = [Fixtures.cell("a"), Fixtures.cell("b")]
        return try Comparison(
            cells: cells, hypotheses: Tolerances().hypotheses(cells: cells, metrics: metrics), pairsPerCell: 45)
    }

    private static let steady = Fixtures.pairs(13, cell: "b", base: 1_000, head: 1_000, seed: 9)

    @Test func comparison_Passes_WhenBothSidesAreAlike() throws {
        var comparison = try Self.comparison()
        #expect(comparison.nextPairs == ["a": 13, "b": 13])
        comparison.record(Self.steady + Fixtures.pairs(13, cell: "a", base: 50, head: 50))
        #expect(comparison.isDecided)
        #expect(comparison.verdict == .unchanged)
        #expect(comparison.isAnythingCompared)
        #expect(comparison.brokenTrials == 0)
    }

    @Test func comparison_KnowsWhichDirectionIsWorse() throws {
        for (metric, head) in [(Metric.deliveryRate, 70.0), (.latencyP99(.fast), 150)] {
            var comparison = try Self.comparison([metric])
            var seed: UInt64 = 1
            while !comparison.isDecided {
                let pairs = comparison.nextPairs
                comparison.record(
                    Fixtures.pairs(pairs["a"] ?? 0, cell: "a", metric, base: 100, head: head, seed: seed)
                        + Fixtures.pairs(pairs["b"] ?? 0, cell: "b", metric, base: 100, head: 100, seed: seed + 1))
                seed += 2
            }
            #expect(comparison.verdict == .regression, "\(metric.name)")
            #expect(comparison.gate.states[1].verdict == .unchanged, "\(metric.name)")
            #expect(comparison.gate.states[0].z > 3, "\(metric.name)")
        }
    }

    @Test func comparison_IsARegression_WhenOnlyHeadFails() throws {
        var comparison = try Self.comparison()
        let failing = (0..<13).map { _ in
            TrialPair(
                base: Fixtures.trial("a", [.deliveryRate: 50]), head: Fixtures.trial("a", status: .crashed))
        }
        comparison.record(Self.steady + failing)
        #expect(comparison.isDecided)
        #expect(comparison.nextPairs.isEmpty)
        #expect(comparison.verdict == .regression)
        #expect(comparison.statusVerdict(of: Fixtures.cell("a")) == .regression)
        #expect(comparison.statusVerdict(of: Fixtures.cell("b")) == nil)
        #expect(comparison.brokenTrials == 13)
    }

    @Test func comparison_IsUndecided_WhenHeadFailsOnceMoreThanBase() throws {
        var comparison = try Self.comparison()
        var pairs = Fixtures.pairs(13, cell: "a", base: 50, head: 50)
        pairs[4].head.status = .timeout
        comparison.record(Self.steady + pairs)
        #expect(comparison.gate.verdict == .unchanged)
        #expect(comparison.verdict == .undecided)
        #expect(comparison.gate.states[0].observations.failed == 1)
        #expect(comparison.gate.states[0].observations.differences.count == 12)
    }

    @Test func comparison_Passes_WhenBothSidesFailAlike() throws {
        var comparison = try Self.comparison()
        var pairs = Fixtures.pairs(13, cell: "a", base: 50, head: 50)
        pairs[4].head.status = .timeout
        pairs[7].base.status = .timeout
        comparison.record(Self.steady + pairs)
        #expect(comparison.verdict == .unchanged)
        #expect(comparison.brokenTrials == 2)
    }

    @Test func tally_IsARegression_WhenTheSignTestSaysSo() {
        var tally = StatusTally()
        let good = Fixtures.trial("a")
        let bad = Fixtures.trial("a", status: .overrun)
        for _ in 0..<20 { tally.add(TrialPair(base: good, head: good)) }
        for _ in 0..<10 { tally.add(TrialPair(base: good, head: bad)) }
        #expect(tally.signTest == 0x1p-10)
        #expect(tally.verdict(alpha: 0.001) == .regression)
        #expect(tally.verdict(alpha: 0.0005) == .undecided)
        // What a strategy has earned is no broken trial.
        #expect(tally.broken == 0)
        tally.add(TrialPair(base: bad, head: good))
        // scipy.stats.binomtest(10, 11, alternative='greater').pvalue, SciPy 1.17.1.
        #expect(abs(tally.signTest - 0.005859375) < 1e-15)
    }

    @Test func observations_CountWhatIsAbsent_OnItsSide() {
        let with = Fixtures.trial("a", [.deliveryRate: 10])
        let without = Fixtures.trial("a")
        let below = Fixtures.trial("a", [.deliveryRate: -1])
        let zero = Fixtures.trial("a", [.deliveryRate: 0])
        let failed = Fixtures.trial("a", status: .failed, [.deliveryRate: 10])
        let sides = [
            (with, with), (without, with), (with, without), (without, without), (with, below), (with, zero),
            (zero, zero), (with, failed),
        ]
        let seen = LookObservations(sides.map { TrialPair(base: $0, head: $1) }, of: .deliveryRate)
        // No throughput at all is worse than any other, and so is no figure beside one.
        #expect(
            seen
                == LookObservations(
                    differences: [0, -LogRatio.extreme, LogRatio.extreme, LogRatio.extreme, 0], absentInBase: 1,
                    absentInHead: 1, absentInBoth: 1,
                    negative: 1, failed: 1))
    }

    @Test func pairs_CountALowerBoundAsTheWorse_WhenOnlyOneSideHasOne() {
        let known = Fixtures.trial("a", [.latencyP99(.fast): 10, .deliveryRate: 5])
        var bound = known
        bound.latencyBound = true
        let pairs = [(known, bound), (bound, known), (bound, bound)].map { TrialPair(base: $0, head: $1) }
        #expect(
            LookObservations(pairs, of: .latencyP99(.fast))
                == LookObservations(differences: [LogRatio.extreme, -LogRatio.extreme], bounded: 1))
        // A rate is what it is.
        #expect(LookObservations(pairs, of: .deliveryRate) == LookObservations(differences: [0, 0, 0]))
    }

    @Test func comparison_IsUndecided_WhenBothSidesHaveLowerBoundsThroughout() throws {
        var trial = Fixtures.trial("a", [.latencyP99(.fast): 10])
        trial.latencyBound = true
        var comparison = try Self.comparison([.latencyP99(.fast)])
        comparison.record(
            Fixtures.pairs(13, cell: "b", .latencyP99(.fast), base: 10, head: 10)
                + [TrialPair](repeating: TrialPair(base: trial, head: trial), count: 13))
        #expect(comparison.isDecided)
        #expect(comparison.verdict == .undecided)
    }

    @Test func pairs_AreThoseOfTheFile() {
        let rows: [(String, String?, Int?)] = [
            ("a", "base", 0), ("b", "head", 0), ("a", "head", 0), ("a", nil, nil), ("b", "base", 0), ("a", "head", 1),
        ]
        let records = rows.map { cell, side, pair in
            var record = Fixtures.trial(cell)
            record.side = side
            record.pair = pair
            return record
        }
        let pairs = TrialPair.pairs(of: records)
        #expect(pairs.map(\.base.cellID) == ["a", "b"])
        #expect(pairs.allSatisfy { $0.base.side == "base" && $0.head.side == "head" && $0.base.pair == 0 })
    }
}
