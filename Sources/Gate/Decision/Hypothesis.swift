import Experiment

/// One metric in one cell: what a gate decides on.
public struct Hypothesis: Sendable, Hashable {
    public var cell: ComparedCell
    public var metric: Metric
    /// How much worse head may be and still count as unchanged.
    public var tolerance: Double

    /// `tolerance` is a fraction: 0.1 is 10% worse. Nil for a metric without a better direction: it has no worse.
    public init?(cell: ComparedCell, metric: Metric, tolerance: Double) {
        guard metric.polarity != .none else { return nil }
        self.cell = cell
        self.metric = metric
        self.tolerance = tolerance
    }

    /// head/base of a difference d.
    public func ratio(of difference: Double) -> Double { LogRatio.ratio(difference, metric.polarity) }

    /// +1 where less is better, -1 where more is: `d` = sign x ln(head/base), so that above 0 is worse.
    public var sign: Double { metric.polarity == .higher ? -1 : 1 }
}
