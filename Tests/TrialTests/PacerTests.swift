import Testing

@testable import Trial

struct PacerTests {
    @Test(arguments: [
        (1_000.0, 0, 0 as Int64), (1_000, 1, 1_000_000), (1_000, 3_600_000, 3_600_000_000_000),
        (3, 1, 333_333_333), (3, 2, 666_666_666), (3, 3, 1_000_000_000), (3, 3_000_000, 1_000_000_000_000_000),
        (3, -1, -333_333_334), (1_000, -300, -300_000_000),
        (0.5, 7, 14_000_000_000), (1e9, 1_000_000_007, 1_000_000_007), (2.5, 1_000_001, 400_000_400_000_000),
        // The double nearest to 0.1 is a little more than 0.1, so that messages come a little early.
        (0.1, 1, 9_999_999_999), (0.001, 1, 999_999_999_999),
    ])
    func offset_IsExact_WhenRateAndIndexAre(rate: Double, index: Int, expected: Int64) {
        #expect(Pacer(ratePerS: rate).offset(of: index) == expected)
    }

    @Test func offset_DoesNotDrift_WhenRunIsLong() {
        // 7 messages a second for 9 years: message 7n is intended after n seconds, to the nanosecond.
        let pacer = Pacer(ratePerS: 7)
        for second in [1, 86_400, 31_536_000, 283_824_000] {
            #expect(pacer.offset(of: 7 * second) == Int64(second) * 1_000_000_000)
        }
    }

    @Test(arguments: [1.0, 3, 7, 333.333, 1_000, 999_999.5, 1e9])
    func count_AgreesWithOffsets_WhenDurationIsGiven(rate: Double) {
        let pacer = Pacer(ratePerS: rate)
        for duration in [1, 999_999, 1_000_000_000, 60_000_000_000] as [Int64] {
            let count = pacer.count(within: duration)
            #expect(pacer.offset(of: count) >= duration)
            #expect(count == 0 || pacer.offset(of: count - 1) < duration)
        }
    }

    @Test func count_IsRateTimesDuration_WhenTheyAreWhole() {
        #expect(Pacer(ratePerS: 1_000).count(within: 5_000_000_000) == 5_000)
        #expect(Pacer(ratePerS: 100).count(within: 10_000_001) == 2)
    }
}
