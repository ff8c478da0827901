import Testing

@testable import Laggard

/// Bars for figures, and figures over a trial's time.
struct SparklineTests {
    @Test(
        arguments: [
            ([0, 1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇██"),
            ([8], "█"), ([0], "▁"), ([], ""), ([nil, 8, nil, 2], " █ ▃"), ([nil, nil], "  "), ([1e-300, 1e300], "▁█"),
        ] as [([Double?], String)])
    func bars_RiseFromZero_WhenTheScaleIsThat(values: [Double?], bars: String) {
        #expect(Sparkline.text(values, scale: .zero) == bars)
    }

    @Test(
        arguments: [
            ([100, 104, 108, 120], "▁▂▄█"), ([100, 101, 102], "▁▁▂"), ([100], "▁"), ([0, 0], "▁▁"),
            ([0, 5, 10], "▁▅█"),
        ] as [([Double?], String)])
    func bars_RiseFromTheLeast_ButNoiseDoesNotFillThem(values: [Double?], bars: String) {
        #expect(Sparkline.text(values, scale: .least) == bars)
    }

    // MARK: Series

    @Test func columns_ArePartsOfTheTime_AndBlankBeforeAndAfter() {
        var series = TrialSeries(.mean)
        for step in 0..<4 { series.add(Double(step), at: 2 + Double(step) * 0.5) }
        #expect(series.columns(8, over: 0...8) == [nil, nil, 0.5, 2.5, nil, nil, nil, nil])
        #expect(series.last == 3)
    }

    @Test func column_TakesTheNextFigure_WhenItHasNone() {
        var series = TrialSeries(.largest)
        series.add(5, at: 0)
        series.add(7, at: 3.5)
        #expect(series.columns(5, over: 0...5) == [5, 7, 7, 7, nil])
    }

    @Test(arguments: [(TrialSeries.Merging.largest, [9.0, 19, 29]), (.mean, [4.5, 14.5, 24.5])])
    func figures_AreMerged(merging: TrialSeries.Merging, columns: [Double]) {
        var series = TrialSeries(merging)
        for step in 0..<30 { series.add(Double(step), at: Double(step) * 0.1) }
        let merged = series.columns(3, over: 0...3)
        for (have, want) in zip(merged, columns) { #expect(abs((have ?? 0) - want) < 0.51) }
    }

    @Test func series_StaysSmallAndKeepsItsShape_WhenTheTrialIsLong() {
        var series = TrialSeries(.largest)
        for step in 0..<100_000 { series.add(Double(step), at: Double(step)) }
        let columns = series.columns(10, over: 0...100_000)
        for (index, value) in columns.enumerated() {
            #expect(abs((value ?? 0) - Double(index + 1) * 10_000) < 500)
        }
    }

    @Test func series_TakesNothing_ThatIsNoFigure() {
        var series = TrialSeries(.mean)
        for (value, time) in [(.nan, 0), (1, .infinity), (-1, 0), (.infinity, 1), (1, 1e300)] as [(Double, Double)] {
            series.add(value, at: time)
        }
        #expect(series.last == nil)
        #expect(series.columns(3, over: 0...0) == [nil, nil, nil])
        series.add(1, at: 5)
        // A child's clock that goes back, and a time without length.
        series.add(2, at: 1)
        #expect(series.columns(2, over: 5...5) == [1.5, nil])
    }

    // MARK: Width

    @Test(arguments: [
        ("", 0), ("steady: 10", 10), ("▁▂█", 3), ("日本", 4), ("e\u{301}", 1), ("👍", 2), ("한글", 4), ("ｆ", 2), ("грün", 4),
    ])
    func width_CountsColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [("steady", 4, "stea"), ("日本語", 5, "日本"), ("日本語", 1, ""), ("ab", 9, "ab"), ("ab", -1, "")])
    func cut_NeverExceedsTheColumns(text: String, columns: Int, left: String) {
        #expect(DisplayWidth.cut(text, to: columns) == left)
    }
}
