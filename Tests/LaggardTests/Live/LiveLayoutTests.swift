import Experiment
import Testing

@testable import Laggard

/// The lines of a trial under way, in terminals of many sizes.
struct LiveLayoutTests {
    private let title = "[3/24] 1 m 30 s left  " + ProgressText.name(of: .fixture())

    /// A trial of 5 s after 1 s of warm-up, up to its 4th second: a heap that grows, a rate that stumbles, a latency that
    /// falls.
    private func trial(heap: Bool = true, p99: Bool = true) -> LiveTrial {
        var trial = LiveTrial(.fixture())
        var deliveries = 0
        for step in 0..<50 {
            let elapsed = -1 + Double(step) * 0.1
            deliveries += step == 30 ? 0 : 100 + step % 7
            var sample = TrialLine.Sample(elapsedS: elapsed, phase: elapsed < 0 ? .warmup : .window)
            sample.allocatedBytes = heap ? 4_000_000 + max(0, step - 10) * 25_000 : nil
            sample.deliveries = deliveries
            trial.take(.sample(sample))
            let recent = p99 && elapsed > 0 ? 4e6 / elapsed : nil
            trial.take(
                .progress(
                    .init(phase: .window, elapsedS: elapsed, metrics: Measurements(), recentFastP99Ns: recent)))
        }
        return trial
    }

    private func lines(_ columns: Int, rows: Int = 24, isUnicode: Bool = true, _ trial: LiveTrial) -> [String] {
        LiveLayout(size: .init(columns: columns, rows: rows), isUnicode: isUnicode).lines(title: title, trial: trial)
    }

    @Test func lines_AreTheGoldenOnes_AtEveryWidth() throws {
        var text = ""
        func add(_ what: String, _ lines: [String]) {
            text += "-- \(what)\n" + lines.map { "|\($0)\n" }.joined()
        }
        for columns in [200, 120, 100, 80, 72, 64, 56, 48, 40, 32, 24, 16, 12, 1] {
            add("\(columns) columns", lines(columns, trial()))
        }
        add("80 columns, ASCII", lines(80, isUnicode: false, trial()))
        add("40 columns, ASCII", lines(40, isUnicode: false, trial()))
        add("80 columns, no latency", lines(80, trial(p99: false)))
        add("80 columns, no heap", lines(80, trial(heap: false)))
        add("80 columns, nothing yet", lines(80, LiveTrial(.fixture())))
        add("80 columns, 2 rows", lines(80, rows: 2, trial()))
        try expectGolden("Tests/Golden/live.txt", text)
    }

    @Test(arguments: [true, false])
    func lines_LeaveTheLastColumnFree_AtAnyWidth(isUnicode: Bool) {
        for columns in 1...250 {
            for trial in [trial(), trial(heap: false), trial(heap: false, p99: false)] {
                let lines = lines(columns, isUnicode: isUnicode, trial)
                #expect(lines.count == 2)
                #expect(lines.allSatisfy { DisplayWidth.of($0) < columns }, "\(columns) columns: \(lines)")
                #expect(isUnicode || lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
            }
        }
    }

    @Test func title_IsOneHarmlessLine_WhateverANameHas() {
        var cell = Cell.fixture()
        cell.implementation = "a\u{1B}[2J\nb"
        #expect(ProgressText.name(of: cell).hasPrefix(#"steady: a\u{1B}[2J\nb timer 10 subscribers"#))
    }

    @Test func trial_LastsAsLongAsItsPlan_OrAsItDoes() {
        var trial = LiveTrial(.fixture())
        #expect(trial.time == 0...5)
        for (elapsed, time) in [(-1.0, -1.0...5), (4, -1...5), (8, -1...8)] {
            var sample = TrialLine.Sample(elapsedS: elapsed, phase: .window)
            sample.allocatedBytes = 1
            trial.take(.sample(sample))
            #expect(trial.time == time)
        }
        var counted = Cell.fixture()
        counted.durationS = nil
        counted.messages = 1_000
        #expect(LiveTrial(counted).time == 0...10)
        counted.offeredRatePerS = nil
        #expect(LiveTrial(counted).time == 0...0)
    }

    @Test func trial_Endures_WhateverAChildSays() {
        var trial = LiveTrial(.fixture())
        for elapsed in [0.0, -1e308, 1e308, .infinity, -.infinity, .nan, 0.5] {
            var sample = TrialLine.Sample(elapsedS: elapsed, phase: .window)
            sample.allocatedBytes = .min
            sample.deliveries = elapsed > 0 ? .max : .min
            trial.take(.sample(sample))
            trial.take(
                .progress(
                    .init(phase: .window, elapsedS: elapsed, metrics: Measurements(), recentFastP99Ns: -1)))
        }
        #expect(lines(80, trial).allSatisfy { DisplayWidth.of($0) < 80 })
    }

    @Test func frame_OverwritesAndRestsAtItsStart() {
        #expect(
            LiveFrame.text(["one", "two"]) == "\u{1B}[?7l\rone\u{1B}[K\r\ntwo\u{1B}[J\u{1B}[1A\r\u{1B}[?7h")
        #expect(LiveFrame.text(["one"]) == "\u{1B}[?7l\rone\u{1B}[J\r\u{1B}[?7h")
        #expect(LiveFrame.kept("over", isBad: false) == "\r\u{1B}[Jover\n")
        #expect(LiveFrame.kept("bad", isBad: true) == "\r\u{1B}[J\u{1B}[31mbad\u{1B}[0m\n")
    }
}
