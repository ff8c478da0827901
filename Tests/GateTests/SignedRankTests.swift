import Experiment
import Testing

@testable import Gate

@Suite struct SignedRankTests {
    private static func isClose(_ a: Double, _ b: Double) -> Bool { abs(a / b - 1) < 1e-12 }

    @Test func test_IsSciPys_WithoutTies() {
        // Hollander and Wolfe's depression scale factors, example 3.1;
        // scipy.stats.wilcoxon(d, alternative=..., method='exact'), SciPy 1.17.1.
        let before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
        let after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
        let test = SignedRank(zip(before, after).map { $0 - $1 })
        #expect(test.count == 9)
        #expect(Self.isClose(test.pAbove, 0.01953125))
        #expect(Self.isClose(test.pBelow, 0.986328125))
        // numpy's normal(.3, 1, 25) of seed 7, to three decimals.
        let many = [
            0.301, 0.599, 0.026, -0.591, -0.155, -0.692, 0.36, 1.64, -0.192, -0.32, 0.79, 0.657, 0.405, -0.63, 0.271,
            0.995, -1.044, -0.158, -1.601, -0.99, -1.542, 0.065, -0.967, 0.571, 0.457,
        ]
        #expect(Self.isClose(SignedRank(many).pAbove, 0.6144202947616577))
    }

    @Test func test_IsSciPys_WithTiesAndZeros() {
        // scipy.stats.wilcoxon(d, zero_method='pratt', alternative=...,
        //     method=PermutationMethod(n_resamples=10**7)): every flip, SciPy 1.17.1.
        let ties = SignedRank([3, -1, 2, 2, -2, 5, 4, -1, 6, 1, 7, 3])
        #expect(Self.isClose(ties.pAbove, 0.0078125))
        #expect(Self.isClose(ties.pBelow, 0.99462890625))
        let zeros = SignedRank([0, 0, 3, -1, 2, 2, -2, 5, 4, -1, 6, 0, 1])
        #expect(zeros.count == 10)
        #expect(Self.isClose(zeros.pAbove, 0.0498046875))
        #expect(Self.isClose(zeros.pBelow, 0.96484375))
    }

    @Test func test_SaysNothing_WithoutDifferences() {
        for differences in [[], [0, 0, -0.0]] {
            let test = SignedRank(differences)
            #expect(test.count == 0)
            #expect(test.pAbove == 1)
            #expect(test.pBelow == 1)
            #expect(test.zAbove == SignedRank.leastZ)
        }
    }

    @Test func test_IsMirrored_WhenSignsAre() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let differences = (0..<1 + random.next(below: 30)).map { _ in Double(random.next(below: 15) - 7) }
            let test = SignedRank(differences)
            let mirrored = SignedRank(differences.map { -$0 })
            #expect(Self.isClose(test.pAbove, mirrored.pBelow))
            // The chance of the sum itself is in both tails.
            #expect(test.pAbove + test.pBelow >= 1)
        }
    }

    @Test func test_IsExactlyAtItsLevel_OverEveryFlip() {
        // Whatever the sizes: P(p <= alpha) <= alpha over all sign flips.
        let sizes = [0.0, 0.5, 0.5, 1, 2, 2, 2, 3, 4, 9]
        let p = (0..<1_024).map { flips in
            SignedRank(sizes.indices.map { flips >> $0 & 1 == 1 ? sizes[$0] : -sizes[$0] }).pAbove
        }
        for level in [0.01, 0.05, 0.2, 0.5] { #expect(Double(p.count { $0 <= level }) <= level * 1_024) }
    }

    @Test func greatestZ_IsThatOfOneSidedSigns() {
        #expect(SignedRank.greatestZ(count: 13) == SignedRank((1...13).map(Double.init)).zAbove)
        #expect(Self.isClose(SignedRank.greatestZ(count: 13), Normal.upperQuantile(0x1p-13)))
        #expect(SignedRank.greatestZ(count: 0) == SignedRank.leastZ)
    }
}
