import Experiment
import Glibc
import HistogramEncoding
import Testing

@testable import Report

@Suite
struct PercentileCurveTests {
    /// Values that a latency takes, from 10 us to 0.5 s, far more small ones than large ones.
    private static let values: [UInt64] = (0..<5_000).map { number in
        let share = Double(number) / 5_000
        return UInt64(10_000 * (1 / (1 - share)).squareRoot() * (1 + share * 40))
    }

    @Test func points_AreTheHistogramsPercentiles() throws {
        let counts = Made.histogram(Self.values, samples: 200_000)
        let curve = try #require(PercentileCurve(counts, messages: 100_000))
        #expect(curve.values.count > 40)
        for (number, value) in curve.values.enumerated() {
            let place = number < curve.values.count - 1 ? Double(number) * PercentileCurve.step : curve.end
            let percentile = 100 * (1 - pow(10, -place))
            // At the least the histogram gives the lower end of its values, and a curve the same as everywhere.
            if number > 0 { #expect(value == counts.value(atPercentile: percentile), "\(percentile)") }
        }
        #expect(curve.values == curve.values.sorted())
    }

    @Test func curve_EndsWhereItsSamplesDo() throws {
        func end(_ samples: Int, _ messages: Double) -> Double? {
            PercentileCurve(Made.histogram(Self.values, samples: samples), messages: messages)?.end
        }
        #expect(end(19, 1e6) == nil)
        #expect(try abs(#require(end(100, 1e6)) - 1) < 1e-9)
        #expect(try abs(#require(end(10_000, 1e6)) - 3) < 1e-9)
        // From the 99th percentile on it takes 100 messages, from the 99.9th 1,000.
        #expect(end(1_000_000, 99) == 1.999)
        #expect(end(1_000_000, 999) == 2.999)
        #expect(try abs(#require(end(1_000_000, 1_000)) - 5) < 1e-9)
    }

    @Test func curve_HasNoMorePointsThanItMay_HoweverManySamples() throws {
        var counts = HistogramCounts(layout: Made.layout)
        counts.record(5_000, count: .max / 4)
        counts.record(9_000_000, count: 1)
        let curve = try #require(PercentileCurve(counts, messages: 1e12))
        #expect(curve.values.count == PercentileCurve.mostPoints)
        #expect(Set(curve.values).count == 1)
    }

    @Test func sum_OfHistograms_IsThatOfTheirSamples() throws {
        let halves =
            [Made.histogram(Array(Self.values[..<1_700]), samples: 1_700)]
            + [Made.histogram(Array(Self.values[1_700...]), samples: 3_300)]
        let sum = try #require(halves[0].adding(halves[1]))
        #expect(sum == Made.histogram(Self.values, samples: 5_000))
    }

    @Test func sum_TakesTheWiderRange_AndRefusesMoreThanItsCountsHold() throws {
        let narrow = try #require(
            HistogramLayout(lowestDiscernibleValue: 1_000, highestTrackableValue: 60_000_000_000, significantDigits: 3))
        let coarse = try #require(
            HistogramLayout(lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000_000, significantDigits: 2))
        for layout in [narrow, coarse] {
            var counts = HistogramCounts(layout: layout)
            counts.record(2_000_000, count: 7)
            for sum in [
                counts.adding(Made.histogram([3_000_000], samples: 5)),
                Made.histogram([3_000_000], samples: 5).adding(counts),
            ] {
                let sum = try #require(sum)
                #expect(sum.layout == Made.layout)
                #expect(sum.totalCount == 12)
                let median = try #require(sum.value(atPercentile: 50))
                #expect(abs(Double(median) - 2_000_000) < 2_000_000 * 0.012)
            }
        }
        var full = HistogramCounts(layout: Made.layout)
        full.record(2_000, count: .max)
        #expect(full.adding(Made.histogram([3_000], samples: 1)) == nil)
    }

    @Test func cellCurves_AddUpTheTrialsThatEndedOk_AndLeaveTheOthersOut() throws {
        var early = Made.trial(.timer, repetition: 2, [.published: 5_000])
        early.status = .heapLimit
        let records = [
            Made.trial(.timer, [.published: 5_000]), Made.trial(.timer, repetition: 1, [.published: 5_000]), early,
        ]
        var run = Made.run(records)
        for (number, record) in records.enumerated() {
            let counts = Made.histogram([UInt64(1_000_000 * (number + 1))], samples: 1_000)
            run.histograms[record.trialID, default: .init()].fast = EncodedHistogram(
                encoding: counts.encoded, line: number + 2)
        }
        let cell = try #require(ReportIndex([run]).cells.first)
        let curves = try CellCurves(cell, of: run)
        let merged = try #require(curves.merged[.fast])
        #expect(abs(Double(try #require(merged.values.first)) - 1e6) < 1e3)
        #expect(abs(Double(try #require(merged.values.last)) - 2e6) < 2e3)
        #expect(curves.trials.count == 3)
        #expect(abs(Double(try #require(curves.trials[2][.fast]?.values.first)) - 3e6) < 3e3)
        #expect(curves.merged[.slow] == nil)
    }

    @Test func brokenHistogram_IsAnError_WithItsLine() {
        let record = Made.trial(.timer)
        var run = Made.run([record])
        run.histograms[record.trialID, default: .init()].slow = EncodedHistogram(encoding: "HISTFAAAnonsense", line: 7)
        #expect {
            _ = try RunReport(run).html()
        } throws: { error in
            let bad = error as? BadHistogram
            return bad?.line == 7 && bad?.folder == "results/made-run" && bad?.reason.isEmpty == false
        }
    }
}
