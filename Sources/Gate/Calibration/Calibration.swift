import Experiment

/// Replays gates over recorded noise: how often a clean change would be called a regression on this machine, and how
/// often a slower one would be found.
///
/// A replayed pair is a recorded one drawn at random, with a random sign for all its metrics together: what was base
/// might as well have been head. A shift is added to one metric of one cell, each in turn.
public struct Calibration: Sendable, Equatable {
    /// What a gate of this kind found, over all replays.
    public struct Power: Sendable, Equatable {
        public var metric: Metric
        /// How much worse head was: 0.1 is 10%.
        public var shift: Double
        /// Replays that ended with a regression.
        public var found: ProportionInterval
    }

    /// Replays of a clean change that ended with a regression.
    public let falseAlarms: ProportionInterval
    /// Replays of a clean change that ended without an answer.
    public let undecided: ProportionInterval
    /// By metric, then by shift.
    public let power: [Power]
    /// Recorded pairs of the cell that has fewest.
    public let recordedPairs: Int
    /// Pairs per cell at most, as the gate would be run.
    public let pairsPerCell: Int
    public let seed: UInt64

    /// `gates` replays for the false alarms, a quarter as many for each power. Throws where the budget cannot show a
    /// regression. Nil without noise.
    public init?(
        _ noise: PairNoise, tolerances: Tolerances = Tolerances(), pairsPerCell: Int, rule: GateRule = GateRule(),
        shifts: [Double] = [0.05, 0.1, 0.2], gates: Int = 2_000, seed: UInt64
    ) throws(LookPlan.TooFewPairs) {
        guard let fewest = noise.cells.map(\.rows.count).min() else { return nil }
        let hypotheses = noise.cells.flatMap { tolerances.hypotheses(cells: [$0.cell], metrics: $0.metrics) }
        let plan = try LookPlan(pairsPerCell: pairsPerCell, hypotheses: hypotheses.count, rule: rule)
        var replay = Replay(
            noise: noise, gate: SequentialGate(hypotheses: hypotheses, plan: plan, rule: rule), seed: seed)
        recordedPairs = fewest
        self.pairsPerCell = pairsPerCell
        self.seed = seed
        let clean = (0..<gates).map { _ in replay.verdict(shift: nil) }
        falseAlarms = ProportionInterval(successes: clean.count { $0 == .regression }, trials: gates)
        undecided = ProportionInterval(successes: clean.count { $0 == .undecided }, trials: gates)
        let each = max(1, gates / 4)
        var power: [Power] = []
        for metric in replay.metrics {
            for shift in shifts where metric.polarity == .lower || shift < 1 {
                let found = (0..<each).count { index in
                    let place = replay.place(of: metric, index: index)
                    let amount = LogRatio.worse(by: shift, metric.polarity)
                    return replay.verdict(shift: (place, amount)) == .regression
                }
                let interval = ProportionInterval(successes: found, trials: each)
                power.append(Power(metric: metric, shift: shift, found: interval))
            }
        }
        self.power = power
    }

    /// For a terminal.
    public func text() -> String {
        var lines = [
            "false alarms: \(Self.words(falseAlarms)), of \(falseAlarms.trials) replayed gates with "
                + "\(pairsPerCell) pairs per cell at most",
            "without an answer: \(Self.words(undecided))",
        ]
        var table = PlainTable(header: ["metric", "worse by", "found", "95% interval"], right: [1, 2])
        table.rows = power.map {
            [
                $0.metric.name, Figures.percent($0.shift), Self.percent($0.found.share),
                "\(Self.percent($0.found.lower)) to \(Self.percent($0.found.upper))",
            ]
        }
        lines += ["", "power, one cell"] + table.lines()
        lines += ["", "from at least \(recordedPairs) recorded pairs a cell; seed \(seed)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ interval: ProportionInterval) -> String {
        "\(percent(interval.share)) (95% interval \(percent(interval.lower)) to \(percent(interval.upper)))"
    }

    private static func percent(_ share: Double) -> String { Figures.fixed(share * 100, 1) + "%" }
}
