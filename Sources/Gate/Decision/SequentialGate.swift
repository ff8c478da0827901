import Experiment

/// The decision machine of a gate: a value that is fed the pairs of one look after another, and says after each what
/// is decided and which cells need more.
///
/// Chance of a false alarm: `rule.alpha + rule.togetherAlpha` for the whole gate, provided that the order within each
/// pair was a fair coin flip of its own.
public struct SequentialGate: Sendable, Equatable {
    public let rule: GateRule
    public let plan: LookPlan
    /// In the order of the hypotheses.
    public private(set) var states: [HypothesisState]
    /// After the first look; one per metric that is tested in two cells or more.
    public private(set) var allCells: [AllCellsTest] = []
    /// Looks taken.
    public private(set) var looks = 0
    private let criteria: LookCriteria
    private let togetherMetrics: [Metric]

    /// A gate over these hypotheses; each (cell, metric) once.
    public init(hypotheses: [Hypothesis], plan: LookPlan, rule: GateRule = GateRule()) {
        self.rule = rule
        self.plan = plan
        states = hypotheses.map(HypothesisState.init)
        var metrics: [Metric] = []
        for hypothesis in hypotheses where !metrics.contains(hypothesis.metric) { metrics.append(hypothesis.metric) }
        togetherMetrics = metrics.filter { metric in hypotheses.count { $0.metric == metric } > 1 }
        criteria = LookCriteria(
            rule: rule, weights: plan.weights, hypotheses: hypotheses.count, isTogetherTested: !togetherMetrics.isEmpty)
    }

    /// The boundaries of each hypothesis: the least Z at each look that shows a regression.
    public var boundaries: [Double] { criteria.regression.z }

    /// Takes the next look: what its pairs say of each hypothesis, in their order; nil for one whose cell was not
    /// measured. Does nothing for hypotheses that are decided, or after the last look.
    public mutating func record(_ observations: [LookObservations?]) {
        precondition(observations.count == states.count, "observations of each hypothesis")
        guard looks < plan.pairs.count else { return }
        for index in states.indices where states[index].needsPairs {
            // A look without pairs shows nothing, and still counts: its weight was fixed beforehand.
            let look = observations[index] ?? LookObservations(differences: [])
            states[index].record(look, index: looks, criteria: criteria)
        }
        looks += 1
        guard looks == 1 else { return }
        let boundary = Normal.upperQuantile(rule.togetherAlpha / Double(max(1, togetherMetrics.count)))
        allCells = togetherMetrics.map {
            AllCellsTest(metric: $0, states: states, boundary: boundary, criteria: criteria)
        }
    }

    /// Whether a regression is shown: nothing more needs to be measured.
    public var isRegression: Bool {
        states.contains { $0.verdict == .regression } || allCells.contains { $0.verdict == .regression }
    }

    /// Whether no further look is due.
    public var isDecided: Bool { isRegression || looks == plan.pairs.count || !states.contains(where: \.needsPairs) }

    /// The verdict so far; `undecided` while one hypothesis is.
    public var verdict: Verdict {
        isRegression ? .regression : .whole(of: states.map(\.verdict))
    }

    /// Cells with an undecided hypothesis, in the order of the hypotheses.
    public var undecidedCells: [ComparedCell] {
        var cells: [ComparedCell] = []
        for state in states where state.needsPairs && cells.last != state.hypothesis.cell {
            if !cells.contains(state.hypothesis.cell) { cells.append(state.hypothesis.cell) }
        }
        return cells
    }

    /// How many pairs of each cell the next look takes, by the cell's id: those of decided cells go to the undecided
    /// ones, up to four times as many as planned. Empty when nothing more is due.
    public var nextPairs: [String: Int] {
        guard !isDecided else { return [:] }
        let open = undecidedCells
        let all = Set(states.map(\.hypothesis.cell.id)).count
        let share = min(plan.pairs[looks] * all / open.count, plan.pairs[looks] * 4)
        return Dictionary(uniqueKeysWithValues: open.map { ($0.id, share) })
    }

    /// What the plan cannot do, in words.
    public var notes: [String] {
        let greatest = LookPlan.greatest(plan.pairs, criteria.regression.weights)
        let unreachable = boundaries.indices.filter { greatest[$0] < boundaries[$0] }
        return plan.notes
            + unreachable.map { look in
                "look \(look + 1) of \(plan.pairs.count) cannot show a regression of one metric in one cell: with "
                    + "\(plan.pairs[look]) pairs a cell Z reaches \(Figures.fixed(greatest[look], 2)) of "
                    + "\(Figures.fixed(boundaries[look], 2)). It serves "
                    + (look == 0 && !togetherMetrics.isEmpty ? "the all-cells tests and `unchanged`" : "`unchanged`")
            }
    }
}
