import Experiment
import Testing

@testable import Report

/// What `scripts/plots/units.py` makes of the same figures.
@Suite
struct FigureTextTests {
    @Test(arguments: [
        (0, "0"), (1, "1"), (12, "12"), (999.4, "999"), (1_234, "1,234"), (1_234_567, "1,234,567"), (0.5, "0.5"),
        (0.0256, "0.0256"), (1.005, "1"), (2.675, "2.67"), (0.125, "0.125"), (99.96, "100"), (-3.14159, "-3.14"),
        (-12_345.6, "-12,346"), (1e-7, "0.0000001"), (100, "100"), (10, "10"), (0.1, "0.1"),
    ])
    func number_HasThreeDigits(_ value: Double, _ text: String) {
        #expect(FigureText.number(value) == text)
    }

    @Test(arguments: [
        (0, "0 ns"), (999, "999 ns"), (999.6, "1 us"), (1_500, "1.5 us"), (2_345_678, "2.35 ms"), (61e9, "61 s"),
    ])
    func duration_HasTheLargestUnitThatFits(_ value: Double, _ text: String) {
        #expect(FigureText.duration(value) == text)
    }

    @Test func longDuration_IsInMinutes_WhereTheyAreWhole() {
        #expect(FigureText.longDuration(180e9) == "3 min")
        #expect(FigureText.longDuration(90e9) == "90 s")
        #expect(FigureText.longDuration(5e6) == "5 ms")
    }

    @Test func size_IsInPowersOfAThousand() {
        #expect(FigureText.size(0) == "0")
        #expect(FigureText.size(4_294_967_296) == "4.29 GB")
        #expect(FigureText.size(-1_470) == "-1.47 KB")
        #expect(FigureText.size(12) == "12 B")
    }

    @Test func count_HasAPrefixAndNoBlank() {
        #expect(FigureText.count(14_123_456) == "14.1M")
        #expect(FigureText.count(950) == "950")
        #expect(FigureText.count(1, "trial") == "1 trial")
        #expect(FigureText.count(1_000, "subscriber") == "1,000 subscribers")
    }

    @Test func share_SaysAllAndNothingOfNothingLess() {
        #expect(FigureText.share(0, of: 5) == "0%")
        #expect(FigureText.share(5, of: 5) == "100%")
        #expect(FigureText.share(1, of: 1e6) == "<0.1%")
        #expect(FigureText.share(999_999, of: 1e6) == ">99.9%")
        #expect(FigureText.share(1, of: 8) == "12.5%")
    }

    @Test func spread_HasTheScaleOfItsMedian() throws {
        func text(_ values: [Double]) throws -> String {
            FigureText.text(try #require(Repetitions(values)), .nanoseconds)
        }
        #expect(try text([1.1e6, 1.2e6, 1.3e6]) == "1.20 ±0.10 ms")
        #expect(try text([0.9e6, 1.2e6, 50e6]) == "1.2 ±24.6 ms")
        #expect(try text([151_000, 151_000]) == "151 us")
        #expect(try text([7]) == "7 ns")
        #expect(try text([0, 0, 3_000]) == "0 ns ±1.5 us")
        #expect(try text([998_000, 999_999, 1_000_999]) == "1 ms")
    }

    @Test(arguments: [
        ([906, 908, 910], Metric.Unit.perSecond, "908 ±2 /s"), ([0.97e6, 1e6, 1.53e6], .perSecond, "1.00 ±0.28 M/s"),
        ([427_000, 459_000, 491_000], .count, "459k ±32k"), ([54, 57, 58], .count, "57 ±2"),
        ([3_000, 13_718, 24_072], .count, "13,718 ±10,536"), ([-125_240, -4_430, 116_380], .bytes, "-4 ±121 KB"),
    ])
    func spread_HasItsUnitOnce_AndAPrefixTwice(_ values: [Double], _ unit: Metric.Unit, _ text: String) throws {
        #expect(FigureText.text(try #require(Repetitions(values)), unit) == text)
    }

    @Test(arguments: [(0.8531, "0.853"), (1, "1.00"), (9.994, "9.99"), (12.34, "12.3"), (1_234.5, "1,234")])
    func times_HasThreeDigits(_ ratio: Double, _ text: String) {
        #expect(FigureText.times(ratio) == text)
    }
}
