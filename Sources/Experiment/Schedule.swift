/// The trials of a run in their order: repetitions outside, a seeded shuffle of the cells inside, so that a drift of
/// the machine does not fall on one strategy. The same plan has the same schedule on every machine.
public struct Schedule: Sendable, Hashable {
    /// In the order in which they are run.
    public let trials: [PlannedTrial]
    /// Pairs of strategy and timer source that the plan's lists hold and no trial has.
    public let skipped: [Matrix.Pair]

    /// Throws `PlanProblems` where the plan has no matrix.
    public init(_ plan: Plan) throws(PlanProblems) {
        let matrix = try Matrix(plan)
        self.init(cells: matrix.cells, of: plan, skipped: matrix.skipped)
    }

    /// The schedule of cells that are known already: `Matrix(plan).cells`, or some of them.
    public init(cells: [Cell], of plan: Plan, skipped: [Matrix.Pair] = []) {
        self.skipped = skipped
        let known = cells.map { (cell: $0, id: CellID.of($0), times: plan.repetitions(ofScenario: $0.scenario)) }
        var trials: [PlannedTrial] = []
        for repetition in 0..<(known.map(\.times).max() ?? 0) {
            var round = known.filter { $0.times > repetition }
            let seed = Self.seed(plan: plan.seed, repetition: repetition)
            var random = SplitMix64(seed: seed)
            random.shuffle(&round)
            for (cell, id, _) in round {
                var seeded = cell
                seeded.seed = seed
                trials.append(PlannedTrial(cell: seeded, cellID: id, repetition: repetition, order: trials.count))
            }
        }
        self.trials = trials
    }

    /// Estimated seconds of all trials together.
    public var estimatedS: Double { trials.reduce(0) { $0 + $1.cell.estimatedS } }

    /// The seed of all trials of a repetition. 63 bits, since not every reader has unsigned integers.
    public static func seed(plan: UInt64, repetition: Int) -> UInt64 {
        SplitMix64.mix(SplitMix64.mix(plan) &+ UInt64(repetition)) >> 1
    }
}
