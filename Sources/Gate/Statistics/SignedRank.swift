import Glibc

/// The exact signed-rank test of paired differences: is their centre above 0, or below it?
///
/// Under the hypothesis that head is base, each difference has either sign with probability 1/2, whatever its size:
/// the order within a pair was a coin flip. So the distribution is conditional on the sizes as they are, and exact.
/// Equal sizes share their mid-rank. Zeros take part in the ranking and then count for neither side (Pratt, "Remarks
/// on zeros and ties in the Wilcoxon signed rank procedures", 1959).
public struct SignedRank: Sendable, Equatable {
    /// P(a sum of positive ranks as large as seen, or larger): small where the differences are above 0. Never 0.
    public let pAbove: Double
    /// The same for differences below 0.
    public let pBelow: Double
    /// Differences that are not 0.
    public let count: Int

    /// Differences without a NaN; infinite ones have the highest rank. Without any that is not 0, both p are 1.
    public init(_ differences: [Double]) {
        let ranked = RankedSigns(differences)
        count = ranked.count
        let null = ranked.isUntied ? .untied(ranked.count) : SignedRankDistribution(ranks: ranked.ranks)
        pAbove = null.atLeast(ranked.positive)
        pBelow = null.atMost(ranked.positive)
    }

    /// The p as a normal deviate, z = inverse normal of 1 - p: above 0 for a small p. Not below `leastZ`.
    public var zAbove: Double { Self.z(pAbove) }
    public var zBelow: Double { Self.z(pBelow) }

    /// What p = 1 counts as: its own deviate is minus infinity, which no later look could mend.
    public static let leastZ = -8.0

    /// The largest deviate that `count` differences without zeros can give: all of them on one side.
    public static func greatestZ(count: Int) -> Double {
        count < 1 ? leastZ : z(max(exp2(-Double(count)), .leastNormalMagnitude))
    }

    private static func z(_ p: Double) -> Double { max(leastZ, Normal.upperQuantile(p)) }
}
