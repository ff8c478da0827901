import Experiment
import Testing

@testable import Gate

@Suite struct HodgesLehmannTests {
    private static let twelve = [
        0.031, -0.012, 0.087, 0.054, -0.043, 0.101, 0.022, 0.065, -0.008, 0.039, 0.073, 0.018,
    ]

    /// Every average, sorted: what the fast way must equal.
    private static func listed(_ values: [Double]) -> [Double] {
        values.indices.flatMap { i in values[i...].map { 0.5 * values[i] + 0.5 * $0 } }.sorted()
    }

    @Test func estimate_IsTheMedianOfTheWalshAverages() throws {
        // numpy.median([(x[i] + x[j]) / 2 for i in range(12) for j in range(i, 12)])
        let estimate = try #require(HodgesLehmann(Self.twelve)).estimate
        #expect(abs(estimate - 0.03675) < 1e-15)
    }

    @Test func interval_IsThatOfTheExactTest() throws {
        // Critical value 13 of n = 12, two-sided 5% (Wilcoxon's table): averages 14 and 65 of 78.
        let twelve = try #require(HodgesLehmann(Self.twelve))
        let interval = try #require(twelve.interval)
        #expect(abs(interval.lowerBound - 0.0055) < 1e-15)
        #expect(abs(interval.upperBound - 0.065) < 1e-15)
        #expect(twelve.coverage == 1 - 2 * 87.0 / 4096)
    }

    @Test func interval_IsNone_WhenValuesAreTooFew() throws {
        let five = try #require(HodgesLehmann([1, 2, 3, 4, 5]))
        #expect(five.estimate == 3)
        #expect(five.interval == nil)
        #expect(five.coverage == nil)
        let six = try #require(HodgesLehmann([1, 2, 3, 4, 5, 6]))
        #expect(six.interval == 1...6)
        #expect(six.coverage == 1 - 2.0 / 64)
    }

    @Test func interval_IsWider_WhenMoreConfidenceIsAsked() throws {
        let narrow = try #require(HodgesLehmann(Self.twelve, confidence: 0.8)?.interval)
        let wide = try #require(HodgesLehmann(Self.twelve, confidence: 0.99)?.interval)
        #expect(wide.lowerBound < narrow.lowerBound && narrow.upperBound < wide.upperBound)
    }

    @Test func estimate_IsNone_WithoutFiniteValues() {
        #expect(HodgesLehmann([]) == nil)
        #expect(HodgesLehmann([1, .nan]) == nil)
        #expect(HodgesLehmann([1, .infinity]) == nil)
    }

    @Test func estimate_IsTheValue_WhenThereIsOneOrAllAreEqual() throws {
        #expect(HodgesLehmann([-0.25])?.estimate == -0.25)
        let equal = try #require(HodgesLehmann([Double](repeating: 0, count: 30)))
        #expect(equal.estimate == 0)
        #expect(equal.interval == 0...0)
    }

    @Test(arguments: [1, 2, 3, 7, 40, 41]) func averages_AreThoseOfTheList_WhateverTheSigns(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        // Few different values, so that averages tie; both signs and zero.
        let values = (0..<count).map { _ in Double(random.next(below: 21) - 10) / 7 }
        let averages = WalshAverages(values)
        let list = Self.listed(values)
        #expect(averages.count == list.count)
        for index in list.indices { #expect(averages.element(index) == list[index]) }
    }

    @Test func estimate_IsUnmoved_WhenOneValueIsFarOut() throws {
        var values = Self.twelve
        values[5] = 1e6
        let moved = try #require(HodgesLehmann(values))
        #expect(abs(moved.estimate - 0.03675) < 0.01)
    }

    @Test func estimate_IsThatOfTheList_WhenThereAreFiveHundred() throws {
        var random = SplitMix64(seed: 500)
        let values = (0..<500).map { _ in Double(random.next(below: 1 << 40)) / Double(1 << 40) - 0.5 }
        let list = Self.listed(values)
        let estimate = try #require(HodgesLehmann(values))
        // 125,250 averages: the two in the middle.
        #expect(estimate.estimate == 0.5 * list[62_624] + 0.5 * list[62_625])
        let interval = try #require(estimate.interval)
        #expect(interval.lowerBound < estimate.estimate && estimate.estimate < interval.upperBound)
    }
}
