import Experiment
import Testing

@testable import Report

@Suite
struct TimeSeriesTests {
    /// A sample each 50 ms, from before the window to after it; what is allocated is the function's.
    private func series(_ count: Int, _ allocated: (Int) -> Int?) -> TimeSeries {
        var series = TimeSeries()
        for number in 0..<count {
            let phase: TrialLine.Phase =
                number < 3 ? .setup : number < 10 ? .warmup : number < count - 8 ? .window : .drain
            var sample = TrialLine.Sample(elapsedS: Double(number - 10) * 0.05, phase: phase)
            sample.allocatedBytes = allocated(number)
            sample.deliveries = number * 100
            series.append(sample)
        }
        return series
    }

    private func json(_ series: TimeSeries) -> String {
        var json = JSONText()
        json.series(series)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func columns_AreWrittenAsDifferences_AndAbsentWhereNoSampleHasThem() {
        var series = TimeSeries()
        for (elapsed, phase, allocated, depth) in [
            (-0.05, TrialLine.Phase.setup, 100, Int?.none), (0.0004, .window, 130, 5), (0.05, .window, 120, nil),
            (0.1, .drain, 121, 2),
        ] {
            var sample = TrialLine.Sample(elapsedS: elapsed, phase: phase)
            sample.allocatedBytes = allocated
            sample.depth = depth
            series.append(sample)
        }
        #expect(
            json(series)
                == #"{"elapsed_ms":[-50,50,50,50],"phase":[["setup",1],["window",2],["drain",1]],"#
                + #""allocated_bytes":[100,30,-10,1],"depth":[null,5,null,-3]}"#)
    }

    @Test func thinned_KeepsPeaksStepsPhasesAndEnds() {
        let peak = 617
        let whole = series(1_000) { $0 == peak ? 9_000 : $0 == 800 ? 1 : 5_000 + $0 % 7 }
        let thin = whole.thinned(to: 60)
        #expect(thin.count <= 60)
        #expect(thin.count > 40)
        #expect(thin.elapsed.first == whole.elapsed.first && thin.elapsed.last == whole.elapsed.last)
        #expect(thin.values(.allocated).contains(9_000))
        #expect(thin.values(.allocated).contains(1))
        let borders = whole.phases.indices.dropFirst().filter { whole.phases[$0] != whole.phases[$0 - 1] }
        for border in borders { #expect(thin.elapsed.contains(whole.elapsed[border])) }
        #expect(thin.elapsed == thin.elapsed.sorted())
        // What belongs together stays together.
        for (elapsed, deliveries) in zip(thin.elapsed, thin.values(.deliveries)) {
            #expect(deliveries == (elapsed / 50 + 10) * 100)
        }
    }

    @Test func thinned_IsTheSame_WhenThereAreNoMoreSamplesThanMay() {
        let whole = series(60) { $0 }
        #expect(whole.thinned(to: 60) == whole)
    }

    @Test func thinned_SpreadsOverTime_WhenNoHeapIsKnown() {
        let thin = series(1_000) { _ in nil }.thinned(to: 40)
        #expect((10...40).contains(thin.count))
        let gaps = zip(thin.elapsed, thin.elapsed.dropFirst()).map { $1 - $0 }
        #expect((gaps.max() ?? 0) < 5_000)
    }

    @Test func samples_AreSortedByTime_AsTheyAreWritten() {
        var series = TimeSeries()
        for elapsed in [0.1, 0.3, 0.2] { series.append(TrialLine.Sample(elapsedS: elapsed, phase: .window)) }
        #expect(series.sorted.elapsed == [100, 200, 300])
    }

    @Test func absurdTime_IsNoCrash() {
        var series = TimeSeries()
        series.append(TrialLine.Sample(elapsedS: 1e300, phase: .window))
        #expect(series.count == 1)
    }
}
