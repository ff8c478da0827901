import Testing

@testable import Gate

@Suite struct SignedRankDistributionTests {
    @Test func distribution_IsThatOfTheTables() {
        // Critical values of T, one-sided 0.005: the largest sum with at most that chance.
        let table = [8: 0, 10: 3, 12: 7, 15: 15, 20: 37, 25: 68, 30: 109, 40: 220, 50: 373]
        for (count, critical) in table {
            let null = SignedRankDistribution.untied(count)
            #expect(null.atMost(critical) <= 0.005, "n = \(count)")
            #expect(null.atMost(critical + 1) > 0.005, "n = \(count)")
        }
    }

    @Test func distribution_IsThatOfEveryCoinFlip() {
        let ranks = [2, 3, 3, 7, 7, 7, 12, 18]
        let null = SignedRankDistribution(ranks: ranks)
        let sums = (0..<256).map { flips in ranks.indices.reduce(0) { $0 + (flips >> $1 & 1) * ranks[$1] } }
        #expect(null.total == 59)
        for sum in -1...60 {
            #expect(null.atMost(sum) == Double(sums.count { $0 <= sum }) / 256)
            #expect(null.atLeast(sum) == Double(sums.count { $0 >= sum }) / 256)
        }
    }

    @Test func tail_IsNeverZero() {
        #expect(SignedRankDistribution.untied(300).atLeast(300 * 301 / 2) == 0x1p-300)
        let many = SignedRankDistribution(ranks: [Int](repeating: 1, count: 1_500))
        #expect(many.atLeast(1_500) == .leastNormalMagnitude)
    }
}
