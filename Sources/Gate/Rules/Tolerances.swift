import Experiment

/// The tolerances of a plan over the defaults.
public struct Tolerances: Sendable, Hashable {
    /// The last one that fits wins, one with a scenario over one without.
    public var overrides: [Tolerance]

    public init(_ overrides: [Tolerance] = []) { self.overrides = overrides }

    /// The fraction that the metric of a cell of that scenario may be worse by.
    public func fraction(of metric: Metric, scenario: String) -> Double {
        let fitting = overrides.filter { $0.metric == metric && ($0.scenario == nil || $0.scenario == scenario) }
        return (fitting.last { $0.scenario != nil } ?? fitting.last)?.fraction ?? Self.standard(of: metric)
    }

    /// Without a plan's word: 10% for rates, CPU time and heap, 20% for the rest, percentiles above all.
    public static func standard(of metric: Metric) -> Double {
        switch metric.group {
        case .rates, .process, .heap: 0.1
        case .latency, .publisher, .accounting: 0.2
        }
    }

    /// The hypotheses of these metrics in these cells; a metric without a better direction gives none.
    public func hypotheses(cells: [ComparedCell], metrics: [Metric]) -> [Hypothesis] {
        cells.flatMap { cell in
            metrics.compactMap { metric in
                Hypothesis(cell: cell, metric: metric, tolerance: fraction(of: metric, scenario: cell.scenario))
            }
        }
    }
}
