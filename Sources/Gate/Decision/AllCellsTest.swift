import Experiment

/// The test of one metric over all cells at the first look: it catches a change that hits everything a little.
public struct AllCellsTest: Sendable, Equatable {
    public let metric: Metric
    /// Sum of the cells' z over the square root of their number.
    public let z: Double
    /// The least z that shows a regression.
    public let boundary: Double
    /// Cells with a difference to test.
    public let cells: Int
    /// The cell with most evidence: where there is one that all of it comes from, it is this one.
    public let worst: ComparedCell?
    /// Pairs of all of them.
    public let pairs: Int
    /// Median over the cells of their estimates, as head/base; nil without cells.
    public let ratio: Double?
    /// `regression` or `undecided`.
    public let verdict: Verdict

    /// Of the states after the first look. The coin flips of different cells are independent, so their z are.
    init(metric: Metric, states: [HypothesisState], boundary: Double, criteria: LookCriteria) {
        let tested = states.filter { $0.hypothesis.metric == metric && $0.observations.hasFiguresOfBothSides }
        let differences = tested.flatMap(\.observations.differences)
        let estimates = tested.compactMap { LogRatio.median($0.observations.differences) }
        self.metric = metric
        self.boundary = boundary
        cells = tested.count
        worst = tested.max { $0.z < $1.z }?.hypothesis.cell
        pairs = differences.count
        z = tested.isEmpty ? 0 : tested.reduce(0) { $0 + $1.z } / Double(tested.count).squareRoot()
        ratio = LogRatio.median(estimates).map { LogRatio.ratio($0, metric.polarity) }
        let isShown = tested.count > 1 && z >= boundary && criteria.isBeyondFloor(differences, metric.polarity)
        verdict = isShown ? .regression : .undecided
    }
}
