import Histogram
import Testing

@testable import Trial

struct StatisticsTests {
    // MARK: Theil-Sen

    @Test func slope_IsExact_WhenPointsLieOnLine() {
        #expect(TheilSen.slope((0..<50).map { (Double($0), 3 * Double($0) + 7) }) == 3)
    }

    @Test func slope_IsMedianOfPairs_WhenPointsScatter() {
        // Slopes of pairs: 1, 3, 4/3, 5, 1.5, -2; their median is the mean of 4/3 and 1.5.
        #expect(TheilSen.slope([(0, 0), (1, 1), (2, 6), (3, 4)]) == (4.0 / 3 + 1.5) / 2)
    }

    @Test func slope_IgnoresOutliers_WhenTheyAreFew() {
        let points = (0..<40).map { (Double($0), $0.isMultiple(of: 8) ? 1e9 : 2 * Double($0)) }
        #expect(abs((TheilSen.slope(points) ?? 0) - 2) < 0.1)
    }

    @Test func slope_IsAbsent_WhenThereAreNoTwoTimes() {
        #expect(TheilSen.slope([]) == nil)
        #expect(TheilSen.slope([(1, 1)]) == nil)
        #expect(TheilSen.slope([(1, 1), (1, 2)]) == nil)
    }

    @Test func slope_IsKept_WhenPointsAreThinned() {
        #expect(TheilSen.slope((0..<5_000).map { (Double($0), 5 * Double($0)) }) == 5)
    }

    // MARK: Percentiles

    @Test(arguments: [
        (50.0, 20, 1, true), (50, 19, 1, false), (90, 100, 1, true), (90, 99, 1, false),
        (99, 1_000, 100, true), (99, 999, 100, false), (99, 100_000, 99, false),
        (99.9, 10_000, 1_000, true), (99.9, 9_999, 1_000, false), (99.9, 1_000_000, 999, false),
    ])
    func percentile_IsAllowed_WhenSamplesAndMessagesSuffice(
        percentile: Double, samples: Int, messages: Int, allowed: Bool
    ) {
        #expect(
            PercentileRule.allows(percentile: percentile, samples: samples, messages: messages) == allowed)
    }

    /// Waiting times of a queue with a fixed service sequence (D. V. Lindley's recursion, 1952), without a clock: every
    /// 100th message is held for 20 ms.
    @Test func histogram_GivesDistribution_WhenFedWithLindleysTimes() throws {
        let interval: Int64 = 1_000_000
        var times: [Int64] = []
        var wait: Int64 = 0
        for message in 0..<20_000 {
            let service: Int64 = message % 100 == 99 ? 20_000_000 : 300_000 + Int64(message % 7) * 10_000
            times.append(wait + service)
            wait = max(0, wait + service - interval)
        }
        let recorder = LatencyRecorder()
        let refused = times.count { !recorder.corrected.record($0) }
        #expect(refused == 0)
        var histograms = LatencyHistograms()
        recorder.add(to: &histograms)
        times.sort()
        for percentile in [50.0, 90, 99, 99.9] {
            let rank = Int((percentile / 100 * Double(times.count)).rounded(.up)) - 1
            let value = try #require(histograms.corrected.value(atPercentile: percentile, messages: times.count))
            #expect(abs(value - Double(times[rank])) <= Double(times[rank]) / 1_000 + 1_000)
        }
        #expect(histograms.corrected.largest == Double(times[times.count - 1]))
    }

    @Test func counts_AgreeWithHistogram_WhenTimesAreRandom() {
        var random = SplitMix64(seed: 3)
        let counts = LatencyCounts()
        var expected = Histogram<UInt64>.latency()
        for _ in 0..<20_000 {
            let time =
                UInt64.random(in: 0...Histogram<UInt64>.longestLatency, using: &random)
                >> UInt64.random(in: 0..<42, using: &random)
            _ = counts.record(Int64(time))
            expected.record(time)
        }
        var histogram = Histogram<UInt64>.latency()
        counts.add(to: &histogram)
        #expect(histogram.totalCount == expected.totalCount)
        #expect(histogram.maxRecorded == expected.maxRecorded)
        #expect(histogram.mean == expected.mean)
        for percentile in stride(from: 0.5, through: 100, by: 0.5) {
            #expect(histogram.valueAtPercentile(percentile) == expected.valueAtPercentile(percentile))
        }
    }

    @Test func counts_Refuse_WhenTimeIsNegativeOrAboveOneHour() {
        let counts = LatencyCounts()
        let recorded = [-1, 3_600_000_000_001, 3_600_000_000_000, 0].map { counts.record($0) }
        #expect(recorded == [false, false, true, true])
    }
}
