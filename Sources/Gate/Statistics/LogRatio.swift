import Experiment
import Glibc

/// Ratios of head to base as differences of logarithms, above 0 where head is worse.
public enum LogRatio {
    /// A ratio beyond this counts as this: figures of 0 have no logarithm, but a place in the ranks.
    static let extreme = log(1e6)

    /// The difference of that fraction to the worse: ln(1 + f) where less is better, -ln(1 - f) where more is.
    public static func worse(by fraction: Double, _ polarity: Metric.Polarity) -> Double {
        polarity == .higher ? -log(1 - fraction) : log(1 + fraction)
    }

    /// d of two figures that are not negative.
    static func difference(base: Double, head: Double, _ polarity: Metric.Polarity) -> Double {
        if base == head { return 0 }
        let raised = log(head / base)
        let kept = max(-extreme, min(extreme, raised))
        return polarity == .higher ? -kept : kept
    }

    /// head/base of a difference.
    static func ratio(_ difference: Double, _ polarity: Metric.Polarity) -> Double {
        exp(polarity == .higher ? -difference : difference)
    }

    /// The middle one, or the mean of the two in the middle; nil without values.
    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
