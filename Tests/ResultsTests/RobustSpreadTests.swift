import Testing

@testable import Results

@Suite struct RobustSpreadTests {
    private static func isClose(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= 1e-9 * abs(b) } ?? false }

    @Test func spread_IsThatOfTheMedianAbsoluteDeviation() throws {
        // Deviations from 5 are 4, 3, 2, 1, 0, 1, 2, 3, 4: their median is 2.
        let spread = try #require(RobustSpread([9, 1, 8, 2, 7, 3, 6, 4, 5]))
        #expect(spread.median == 5)
        #expect(spread.range == 8)
        #expect(Self.isClose(spread.deviation, 1.4826 * 1.107 * 2))
    }

    @Test func spread_IsUnmoved_WhenOneTrialIsDisturbed() throws {
        let quiet = try #require(RobustSpread([10, 11, 12, 13, 14, 15, 16, 17]))
        let disturbed = try #require(RobustSpread([10, 11, 12, 13, 14, 15, 16, 1_000]))
        #expect(quiet.deviation == disturbed.deviation)
        #expect(disturbed.range == 990)
    }

    @Test func resolvable_FallsWithTheRootOfTheRepetitions() throws {
        let spread = try #require(RobustSpread([90, 95, 100, 105, 110]))
        let deviation = 1.4826 * 1.206 * 5
        #expect(Self.isClose(spread.resolvable(repetitions: 2), 2.8 * 1.2533 * deviation / 100))
        let four = try #require(spread.resolvable(repetitions: 4))
        #expect(Self.isClose(spread.resolvable(repetitions: 16), four / 2))
        #expect(spread.resolvable(repetitions: 0) == nil)
    }

    @Test func spread_IsNone_WhereThereIsNothingToSay() {
        #expect(RobustSpread([]) == nil)
        #expect(RobustSpread([1]) == nil)
        #expect(RobustSpread([0, 0])?.resolvable(repetitions: 5) == nil)
        #expect(RobustSpread([3, 3])?.resolvable(repetitions: 5) == 0)
    }
}
