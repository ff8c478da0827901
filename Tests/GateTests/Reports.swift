import Experiment

@testable import Gate

/// Reports for the tests of renderings.
enum Reports {
    private static let cells = [
        Fixtures.cell("a", label: "steady strategy=after"), Fixtures.cell("b", label: "steady strategy=shared-timer"),
        Fixtures.cell("c", scenario: "burst", label: "burst"), Fixtures.cell("d", scenario: "idle", label: "idle"),
    ]

    /// One of everything: a regression, an improvement, what is unchanged and what is not decided, a metric that is
    /// absent, an exact one that changed, limits of every state.
    static func full() throws -> GateReport {
        var rule = GateRule()
        // So that no test of all cells ends the gate before its time.
        rule.togetherAlpha = 1e-9
        var comparison = try Comparison(
            cells: cells,
            hypotheses: Tolerances().hypotheses(cells: cells, metrics: [.deliveryRate, .latencyP99(.fast)]),
            pairsPerCell: 45, rule: rule)
        comparison.record(look(["a": 13, "b": 13, "c": 13, "d": 13], seed: 1))
        var seed: UInt64 = 2
        while !comparison.isDecided {
            comparison.record(look(comparison.nextPairs, seed: seed))
            seed += 1
        }
        return GateReport(
            base: "1a2b3c4", head: "head <of> `main`", comparison: comparison, exact: exact(), limits: try limits(),
            notes: ["the machine was busy: load 3.1 on 2 cores"])
    }

    /// Names that would break a rendering.
    static func hostile() throws -> GateReport {
        let name = "a|b`c\\|<img src=x onerror=\"alert('1')\">&\n| @someone\u{1B}[2J **bold**"
        let cell = ComparedCell(id: "e", scenario: name, label: name)
        var check = ExactCheck(cell: cell, rule: ExactRule(.duplicates(.fast)))
        check.record(.init(base: 0, head: 2))
        check.record(.init(base: 0, head: 1))
        let limit = LimitResult(
            try Limit("fast_duplicates == 0"), cell: cell, trials: [Fixtures.trial("e", [.duplicates(.fast): 1])])
        return GateReport(base: name, head: "", exact: [check], limits: [limit], notes: [name])
    }

    private static func look(_ pairs: [String: Int], seed: UInt64) -> [TrialPair] {
        var random = GaussianNoise(seed: seed)
        return cells.flatMap { cell in
            (0..<(pairs[cell.id] ?? 0)).map { index in pair(of: cell.id, isLate: index == 3, &random) }
        }
    }

    /// Slower in a, faster in b, too noisy in c; d has no latency, and one trial of it times out.
    private static func pair(of cell: String, isLate: Bool, _ random: inout GaussianNoise) -> TrialPair {
        let factors: [String: Double] = ["a": 0.85, "b": 1.3]
        var pair = TrialPair(base: trial(of: cell, factor: 1, &random), head: trial(of: cell, factor: 1, &random))
        if let factor = factors[cell] { pair.head = trial(of: cell, factor: factor, &random) }
        if cell == "d", isLate { pair.head.status = .timeout }
        return pair
    }

    private static func trial(of cell: String, factor: Double, _ random: inout GaussianNoise) -> TrialRecord {
        let spread: Double = cell == "c" ? 0.4 : 0.02
        let rate: Double = 5_000 * factor * (1 + spread * random.next())
        let latency: Double = 2e6 * (1 + 0.02 * random.next())
        return Fixtures.trial(
            cell, cell == "d" ? [.deliveryRate: rate] : [.deliveryRate: rate, .latencyP99(.fast): latency])
    }

    private static func exact() -> [ExactCheck] {
        var same = ExactCheck(cell: cells[0], rule: ExactRule(.duplicates(.fast)))
        same.record(.init(base: 0, head: 0))
        var more = ExactCheck(
            cell: cells[0], rule: ExactRule(.allocationsPerDelivery, slack: ExactRule.allocationSlack))
        more.record(.init(base: 1.002, head: 1.25))
        more.record(.init(base: 1.0025, head: 1.25))
        return [same, more]
    }

    private static func limits() throws -> [LimitResult] {
        let trials = [1.5e6, 1.75e6, 9e6].map { Fixtures.trial("a", [.latencyP99(.fast): $0]) }
        return [
            LimitResult(try Limit("fast_latency_p99_ns <= 5ms"), cell: cells[0], trials: trials),
            LimitResult(try Limit("fast_latency_p99_ns <= 1ms"), cell: cells[0], trials: trials),
            LimitResult(try Limit("fast_duplicates == 0"), cell: cells[0], trials: trials),
            LimitResult(try Limit("slow_duplicates == 0"), cell: cells[0], trials: trials),
        ]
    }
}
