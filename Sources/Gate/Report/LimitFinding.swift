import Experiment

/// What became of an absolute limit in one cell, as a report has it.
public struct LimitFinding: Sendable, Hashable, Codable {
    public var cell: ComparedCell
    public var metric: String
    /// As it was written: `fast_latency_p99_ns <= 5ms`.
    public var limit: String
    /// In the metric's unit.
    public var bound: Double
    public var state: LimitResult.State
    /// What was held against the bound: the worst of an exact metric, the median of a noisy one. Absent where it is
    /// not known.
    public var figure: Double?
    /// Trials that have the figure, and trials that lack it.
    public var trials: Int
    public var lacking: Int

    public init(_ result: LimitResult) {
        cell = result.cell
        metric = result.limit.metric.name
        limit = result.limit.description
        bound = result.limit.bound
        state = result.state
        figure = result.figure
        trials = result.trials
        lacking = result.lacking
    }
}
