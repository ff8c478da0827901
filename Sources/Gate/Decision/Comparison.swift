import Experiment

/// A comparison of two revisions, fed with pairs of trials look by look: the statistics of each metric in each cell,
/// and how the trials ended.
///
///     var comparison = try Comparison(cells: cells, hypotheses: hypotheses, pairsPerCell: 45)
///     while !comparison.isDecided {
///         comparison.record(measure(comparison.nextPairs))
///     }
public struct Comparison: Sendable, Equatable {
    public let cells: [ComparedCell]
    public private(set) var gate: SequentialGate
    /// By the cell's id.
    public private(set) var statuses: [String: StatusTally] = [:]

    /// Chance that failures which are as likely in base as in head are called a regression, over all cells and looks.
    public static let statusAlpha = 0.001

    /// Cells each once; `pairsPerCell` is the most pairs of a cell while none is decided. Throws where no regression
    /// could be shown with them.
    public init(
        cells: [ComparedCell], hypotheses: [Hypothesis], pairsPerCell: Int, rule: GateRule = GateRule()
    ) throws(LookPlan.TooFewPairs) {
        let plan = try LookPlan(pairsPerCell: pairsPerCell, hypotheses: hypotheses.count, rule: rule)
        self.cells = cells
        gate = SequentialGate(hypotheses: hypotheses, plan: plan, rule: rule)
    }

    /// Takes the pairs of the next look, of all cells that were measured. Pairs of a cell that is none of the
    /// comparison's are left out.
    public mutating func record(_ pairs: [TrialPair]) {
        let byCell = Dictionary(grouping: pairs, by: \.base.cellID)
        for (id, pairs) in byCell where cells.contains(where: { $0.id == id }) {
            for pair in pairs { statuses[id, default: StatusTally()].add(pair) }
        }
        gate.record(
            gate.states.map { state in
                byCell[state.hypothesis.cell.id].map { LookObservations($0, of: state.hypothesis.metric) }
            })
    }

    /// Takes pairs that were run to see whether both sides work: how they ended counts, their figures do not.
    public mutating func recordTrialRun(_ pairs: [TrialPair]) {
        for pair in pairs where cells.contains(where: { $0.id == pair.base.cellID }) {
            statuses[pair.base.cellID, default: StatusTally()].add(pair)
        }
    }

    /// What the cell's trials say by how they ended; nil where that is nothing.
    public func statusVerdict(of cell: ComparedCell) -> Verdict? {
        let alpha = Self.statusAlpha / Double(max(1, cells.count * gate.plan.pairs.count))
        return statuses[cell.id]?.verdict(alpha: alpha)
    }

    private var statusVerdicts: [Verdict] { cells.compactMap(statusVerdict) }

    public var isDecided: Bool { gate.isDecided || statusVerdicts.contains(.regression) }

    /// Pairs of each cell that the next look takes, by the cell's id; empty when nothing more is due.
    public var nextPairs: [String: Int] { isDecided ? [:] : gate.nextPairs }

    /// The verdict so far.
    public var verdict: Verdict {
        let statuses = statusVerdicts
        if statuses.contains(.regression) || gate.verdict == .regression { return .regression }
        return statuses.contains(.undecided) ? .undecided : gate.verdict
    }

    /// Whether any metric has a figure on both sides of any cell: otherwise exit code 5.
    public var isAnythingCompared: Bool { gate.states.contains { !$0.observations.differences.isEmpty } }

    /// Trials that failed, crashed or timed out.
    public var brokenTrials: Int { statuses.values.reduce(0) { $0 + $1.broken } }
}
