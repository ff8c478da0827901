/// The Hodges-Lehmann estimate of the centre of differences: the median of their Walsh averages (of every pair, and of
/// each with itself), with the confidence interval that the exact signed-rank test gives.
///
/// Values in `d` = ln(head/base): `exp` of the figures are ratios. One outlier in four moves it little. Hodges and
/// Lehmann, "Estimates of location based on rank tests" (1963); the interval is that of Hollander and Wolfe,
/// "Nonparametric statistical methods", 3.4, conservative where values tie.
public struct HodgesLehmann: Sendable, Equatable {
    /// The estimate, in the unit of the values.
    public let estimate: Double
    /// The confidence interval; nil where there are too few values for one: fewer than 6 at 95%.
    public let interval: ClosedRange<Double>?
    /// Coverage of the interval: at least the one asked for, since ranks come in steps.
    public let coverage: Double?
    /// How many values.
    public let count: Int

    /// Nil without values, or with one that is not finite. `confidence` is between 0 and 1.
    ///
    /// The Walsh averages are counted, not listed: 500 values take some 50,000 steps.
    public init?(_ values: [Double], confidence: Double = 0.95) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        let averages = WalshAverages(values)
        count = values.count
        let middle = averages.count / 2
        estimate =
            averages.count.isMultiple(of: 2)
            ? 0.5 * averages.element(middle - 1) + 0.5 * averages.element(middle) : averages.element(middle)
        let null = SignedRankDistribution.untied(values.count)
        if let depth = Self.depth(of: null, tail: (1 - confidence) / 2) {
            interval = averages.element(depth)...averages.element(averages.count - 1 - depth)
            coverage = 1 - 2 * null.atMost(depth)
        } else {
            interval = nil
            coverage = nil
        }
    }

    /// How many averages lie outside of the interval at either end: the largest number `depth` such that
    /// P(sum <= depth) <= tail. Nil where there is none.
    private static func depth(of null: SignedRankDistribution, tail: Double) -> Int? {
        guard null.atMost(0) <= tail else { return nil }
        var inside = 0
        var beyond = null.total / 2 + 1
        while beyond - inside > 1 {
            let middle = (inside + beyond) / 2
            if null.atMost(middle) <= tail { inside = middle } else { beyond = middle }
        }
        return inside
    }
}
