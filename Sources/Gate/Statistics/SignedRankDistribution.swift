import Synchronization

/// The distribution of a sum of ranks when a fair coin decides for each whether it counts: the null distribution of
/// the signed-rank statistic, exact by dynamic programming.
///
/// Ranks are whole numbers: 1 to n without ties, or mid-ranks in halves (see `SignedRank`). Wilcoxon, "Individual
/// comparisons by ranking methods" (1945); the recursion is that of Hollander and Wolfe, "Nonparametric statistical
/// methods".
public struct SignedRankDistribution: Sendable, Equatable {
    /// Sum of all ranks: the largest value.
    public let total: Int
    /// P(sum <= s) for s up to half of the total; the rest follows, since the distribution is symmetric.
    private let cumulative: [Double]

    /// Of these ranks, none negative. Time: their number times half their sum.
    public init(ranks: [Int]) {
        total = ranks.reduce(0, +)
        let half = total / 2
        var density = [Double](repeating: 0, count: half + 1)
        density[0] = 1
        density.withUnsafeMutableBufferPointer { Self.convolve($0, ranks.sorted()) }
        for sum in 0..<half { density[sum + 1] += density[sum] }
        cumulative = density
    }

    /// Of the ranks 1 to `count`.
    public static func untied(_ count: Int) -> SignedRankDistribution {
        if let known = kept.withLock({ $0[count] }) { return known }
        let made = SignedRankDistribution(ranks: Array(1..<count + 1))
        kept.withLock { $0[count] = made }
        return made
    }

    private static let kept = Mutex<[Int: SignedRankDistribution]>([:])

    /// P(sum <= `sum`). At least the smallest normal number where it is not 0.
    public func atMost(_ sum: Int) -> Double {
        guard sum >= 0 else { return 0 }
        guard sum < total else { return 1 }
        let mirrored = total - sum - 1
        // Of more than 1,000 ranks the tail underflows, and no p may be 0.
        return sum <= mirrored
            ? max(cumulative[sum], .leastNormalMagnitude) : 1 - max(cumulative[mirrored], .leastNormalMagnitude)
    }

    /// P(sum >= `sum`), with full relative precision in the upper tail.
    public func atLeast(_ sum: Int) -> Double { atMost(total - sum) }

    /// Adds one rank after another: each counts with probability 1/2. From small to large, so that sums that cannot be
    /// reached yet cost nothing.
    private static func convolve(_ density: UnsafeMutableBufferPointer<Double>, _ ranks: [Int]) {
        var reach = 0
        for rank in ranks {
            reach = min(reach + rank, density.count - 1)
            var sum = reach
            while sum >= rank {
                density[sum] = 0.5 * (density[sum] + density[sum - rank])
                sum -= 1
            }
            while sum >= 0 {
                density[sum] *= 0.5
                sum -= 1
            }
        }
    }
}
