import Experiment
import Testing

@testable import Report

/// What the summary calls the best.
@Suite
struct RankingTests {
    private static let saturated: @Sendable (inout Cell) -> Void = {
        $0.loadModel = .saturated
        $0.offeredRatePerS = nil
    }

    private static func rates(_ strategy: StrategyName, _ values: [Double]) -> [TrialRecord] {
        Made.trials(strategy, cell: saturated, .deliveryRate, values)
    }

    private func best(_ records: [TrialRecord]) -> [String] { Findings(records).plain("What is best") }

    @Test func throughput_HasABest_AndHowFarTheOthersAreBehind() {
        let records =
            Self.rates(.timer, [1e6, 1.1e6]) + Self.rates(.dropOldest, [20e6, 22e6])
            + Self.rates(.dropNewest, [10e6, 11e6])
        #expect(
            best(records) == [
                "Deliveries a second, saturated (scenario slow, 100 subscribers): drop-oldest has the most, 21.0 ±1.0 M/s; "
                    + "behind it drop-newest 10.5 ±0.5 M/s (2.00 times), timer 1.05 ±0.05 M/s (20.0 times)."
            ])
    }

    @Test func overlappingRepetitions_AreLevel_AndNobodyIsTwiceNamed() {
        let records =
            Self.rates(.timer, [10e6, 12e6]) + Self.rates(.after, [11e6, 11.1e6])
            + Self.rates(.ticker, [10.2e6, 10.3e6])
            + Self.rates(.deadline, [1e6, 1.1e6])
        let said = best(records)[0]
        #expect(said.contains("after 11.1 ±0.1 M/s, timer 11.0 ±1.0 M/s are level"))
        #expect(said.contains("behind them ticker 10.2"))
        #expect(said.components(of: "ticker") == 1)
    }

    @Test func singleTrials_AreLevel_WhenFewPercentApart() {
        #expect(best(Self.rates(.timer, [10e6]) + Self.rates(.after, [10.3e6]))[0].contains("are level"))
        #expect(best(Self.rates(.timer, [10e6]) + Self.rates(.after, [12e6]))[0].contains("after has the most"))
    }

    @Test func largestNumberOfSubscribers_IsRanked_OfEachSetting() {
        let p99 = Metric.latencyP99(.fast)
        let records = [10, 1_000].flatMap { subscribers in
            Made.trials(.timer, subscribers: subscribers, p99, [2e6, 2.1e6])
                + Made.trials(.after, subscribers: subscribers, p99, [5e6, 5.1e6])
        }
        let said = best(records)
        #expect(said.count == 1)
        #expect(
            said[0].hasPrefix("p99 of the fast class (scenario slow, 1,000 subscribers): timer has the least, 2.05"))
    }

    @Test func lowerBound_IsNeverTheBest() {
        let p99 = Metric.latencyP99(.fast)
        var bound = Made.trials(.after, p99, [1e6, 1.1e6])
        for index in bound.indices { bound[index].latencyBound = true }
        let said = best(bound + Made.trials(.timer, p99, [2e6, 2.1e6]))
        #expect(said[0].contains("timer has the least"))
        #expect(said[0].contains("after at least 1.05 ±0.05 ms"))
        var other = Made.trials(.timer, p99, [2e6, 2.1e6])
        for index in other.indices { other[index].latencyBound = true }
        #expect(best(bound + other)[0].contains("only lower bounds are known"))
    }

    @Test func latencyOfFewDeliveries_IsSaidToBeThatOfFew() {
        let p99 = Metric.latencyP99(.fast)
        let lossy = Made.trials(
            .dropNewest, p99, [1e6, 1.1e6], [.deliveries(.fast): 9_500, .dropsRejectedNewest(.fast): 9_500])
        let said = best(lossy + Made.trials(.timer, p99, [2e6, 2.1e6]))
        #expect(said[0].contains("A latency is that of what was delivered to the fast: drop-newest delivered 50.0%"))
    }

    @Test func exactTrials_AreRankedByAllocationsAlone() {
        let exact: (inout Cell) -> Void = {
            Self.saturated(&$0)
            $0.exact = true
            $0.messages = 500
            $0.durationS = nil
        }
        let records =
            Made.trials(.timer, cell: exact, .allocationsPerDelivery, [0.001, 0.0012])
            + Made.trials(.after, cell: exact, .allocationsPerDelivery, [2.01, 2.02])
        #expect(
            best(records) == [
                "Allocations per delivery (scenario slow, 100 subscribers): timer has the least, 0.00110 ±0.00010; behind "
                    + "it after 2.01 ±0.01."
            ])
    }

    @Test func nobodyIsBest_WhereOneStrategyIsAlone_OrNoTrialEndedOk() {
        #expect(best(Self.rates(.timer, [1e6])).isEmpty)
        let failed = (Self.rates(.timer, [1e6]) + Self.rates(.after, [2e6])).map { record in
            var record = record
            record.status = .crashed
            return record
        }
        #expect(best(failed).isEmpty)
        #expect(best(Self.rates(.none, [9e6, 9e6]) + Self.rates(.timer, [1e6, 1e6])).isEmpty)
    }
}

extension String {
    /// How often it holds that text.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
