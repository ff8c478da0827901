import Experiment
import Foundation
import Testing

@testable import Laggard

/// A ratio, its interval, and what lower bounds make of them.
struct RatioEstimateTests {
    private func estimate(_ ratios: [Double]) throws -> RatioEstimate {
        try #require(RatioEstimate(.cpu, of: RatioTrials.pairs(.cpuPerDelivery, ratios)))
    }

    @Test func interval_HasTheConfidenceThatItsPairsAllow() throws {
        let levels = try (1...8).map { count in
            try estimate((0..<count).map { 1 + 0.1 * Double($0) }).confidence
        }
        let expected: [Double?] = [nil, 0.5, 0.75, 0.875, 0.9375, 0.96875, 0.953_125, 0.960_937_5]
        for (level, wanted) in zip(levels, expected) {
            #expect((level == nil) == (wanted == nil))
            if let level, let wanted { #expect(abs(level - wanted) < 1e-12) }
        }
        // The range of all Walsh averages.
        let five = try #require(try estimate([1.0, 1.1, 1.2, 1.3, 1.4]).interval)
        #expect(abs(five.lowerBound - 1) < 1e-12 && abs(five.upperBound - 1.4) < 1e-12)
    }

    @Test func ratio_IsInverted_WhenSidesAreSwapped() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<200 {
            let ratios = (0..<Int(1 + random.next() % 9)).map { _ in 0.2 + Double(random.next() % 4_000) / 1_000 }
            let one = try estimate(ratios)
            let other = try estimate(ratios.map { 1 / $0 })
            #expect(abs(one.ratio * other.ratio - 1) < 1e-9)
            if let a = one.interval, let b = other.interval {
                #expect(a.contains(one.ratio))
                #expect(abs(a.lowerBound * b.upperBound - 1) < 1e-9)
            }
            // One pair more or less in favour never turns the estimate against it.
            #expect(try estimate([ratios[0] * 2] + ratios.dropFirst()).ratio >= one.ratio - 1e-12)
        }
    }

    @Test func estimate_HasNoPair_WhereAFigureIsAbsentOrZero() {
        let pairs = RatioTrials.pairs(.cpuPerDelivery, [1, 2, 0])
        #expect(RatioEstimate(.cpu, of: pairs)?.pairs == 2)
        #expect(RatioEstimate(.fastP99, of: pairs) == nil)
        #expect(RatioEstimate(.cpu, of: []) == nil)
    }

    @Test(arguments: [
        ([false, false], [false, false], RatioEstimate.Bound.exact, "2.00 [2.00, 2.00]"),
        ([true, false], [false, false], .least, ">2.00 [>2.00]"),
        ([false, false], [false, true], .most, "<2.00 [<2.00]"),
        ([true, false], [false, true], .unknown, "~2.00"), ([true, false], [true, false], .unknown, "~2.00"),
    ])
    func ratio_IsOneSided_WhenLatenciesAreLowerBounds(
        mine: [Bool], others: [Bool], bound: RatioEstimate.Bound, text: String
    ) throws {
        let pairs = (0..<2).map { index in
            ImplementationPairs.Pair(
                reference: RatioTrials.trial("laggard", index, isBound: mine[index], [(.latencyP99(.fast), 2e6)]),
                other: RatioTrials.trial("go", index, isBound: others[index], [(.latencyP99(.fast), 1e6)]))
        }
        let estimate = try #require(RatioEstimate(.fastP99, of: pairs))
        #expect(estimate.bound == bound && estimate.text == text)
    }

    @Test func difference_IsShown_OnlyWhereTheIntervalLiesOnOneSide() throws {
        let six = [1.1, 1.2, 1.15, 1.3, 1.05, 1.25]
        #expect(try estimate(six).isBetter(.higher) == true)
        #expect(try estimate(six).isBetter(.lower) == false)
        #expect(try estimate(six.map { 1 / $0 }).isBetter(.lower) == true)
        #expect(try estimate(six + [0.2, 0.2]).isBetter(.lower) == nil)
        // 87.5% are too few.
        #expect(try estimate(Array(six.prefix(4))).isBetter(.higher) == nil)
    }

    @Test func text_HasThreeDigits_WhateverTheSize() throws {
        #expect(try estimate([0.000_123_4]).text == "0.000123")
        #expect(try estimate([0.999_9]).text == "1.00")
        #expect(try estimate([12.34]).text == "12.3")
        #expect(try estimate([12_345]).text == "12345")
    }
}
