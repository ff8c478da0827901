import Experiment
import Testing

@testable import Laggard

struct HumanScaleTests {
    @Test(arguments: [
        (0, Metric.Unit.nanoseconds, "0 ns"), (1, .nanoseconds, "1.00 ns"), (999.4, .nanoseconds, "999 ns"),
        (999.9, .nanoseconds, "1.00 us"), (1.2e6, .nanoseconds, "1.20 ms"), (3.6e12, .nanoseconds, "3600 s"),
        (512, .bytes, "512 B"), (-2_048, .bytes, "-2.05 KB"), (2.04e9, .bytes, "2.04 GB"),
        (23_456_789, .perSecond, "23.5 M/s"), (7, .count, "7"), (12_345, .count, "12.3 k"), (0.0124, .ratio, "0.012"),
    ])
    func value_IsScaled(value: Double, unit: Metric.Unit, text: String) {
        #expect(HumanScale.text(value, unit) == text)
    }

    @Test func fixed_RoundsAndPads() {
        #expect(HumanScale.fixed(0.05, decimals: 2) == "0.05")
        #expect(HumanScale.fixed(-0.001, decimals: 2) == "0.00")
        #expect(HumanScale.fixed(9.999, decimals: 2) == "10.00")
        #expect(HumanScale.fixed(-12.5, decimals: 1) == "-12.5")
    }

    @Test func spread_IsTheMedianAndHalfTheRange() {
        #expect(Spread([]) == nil)
        #expect(Spread([3, 1, 2])?.median == 2)
        #expect(Spread([4, 1, 2, 3])?.median == 2.5)
        #expect(Spread([4, 1])?.halfRange == 1.5)
        #expect(Spread([1.2e6])?.text(.nanoseconds) == "1.20 ms")
        #expect(Spread([1.1e6, 1.2e6, 1.2e6])?.text(.nanoseconds) == "1.20 ±0.05 ms")
        #expect(Spread([0, 3])?.text(.count) == "1.50 ±1.50")
    }

    @Test(arguments: [
        (Duration.milliseconds(500), "0.5 s"), (.seconds(10), "10 s"), (.seconds(60), "1 m"),
        (.seconds(90), "1 m 30 s"),
        (.seconds(7_500), "2 h 5 m"),
    ])
    func duration_IsShort(duration: Duration, text: String) {
        #expect(duration.shortText == text)
    }
}
