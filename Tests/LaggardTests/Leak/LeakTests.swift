import Experiment
import Testing

@testable import Laggard

@Suite
struct LeakTests {
    /// A sample of the window, or of another phase.
    private static func sample(
        _ elapsed: Double, allocated: Int?, timers: Int?, turns: Int, phase: TrialLine.Phase = .window
    ) -> TrialLine.Sample {
        var sample = TrialLine.Sample(elapsedS: elapsed, phase: phase)
        sample.allocatedBytes = allocated
        sample.pendingTimers = timers
        sample.deliveries = turns
        return sample
    }

    /// 50,000 timers a second, of so many bytes each.
    private static func series(bytesPerTimer: Int, seconds: Int) -> LeakSeries {
        var series = LeakSeries()
        for tick in 0...seconds * 4 {
            let timers = tick * 12_500
            let allocated = 5_000_000 + timers * bytesPerTimer
            _ = series.take(sample(Double(tick) / 4, allocated: allocated, timers: timers, turns: timers))
        }
        return series
    }

    private static func cell(_ strategy: StrategyName) -> Cell {
        var cell = Cell.fixture(strategy, subscribers: 1, load: .saturated)
        if strategy.waits { cell.timeoutMs = 180_000 }
        return cell
    }

    // MARK: The series

    @Test func series_GivesOnePointASecond_OfTheWindowAlone() {
        var series = LeakSeries()
        let times = [-0.1, 0.05, 0.9, 1.02, 1.3, 1.99, 2.5, 2.6, 5.1, 5.2]
        let shown = times.compactMap { time in
            let phase = time < 0 ? TrialLine.Phase.warmup : .window
            return series.take(Self.sample(time, allocated: 1, timers: 0, turns: 0, phase: phase))?.elapsedS
        }
        #expect(shown == [1.02, 2.5, 5.1])
        #expect(series.first?.elapsedS == 0.05)
        #expect(series.last?.elapsedS == 5.2)
        #expect(!series.isLastShown)
    }

    @Test func bytesPerTimer_IsWhatTheHeapGrewBy() {
        #expect(Self.series(bytesPerTimer: 480, seconds: 4).bytesPerTimer == 480)
        #expect(Self.series(bytesPerTimer: 480, seconds: 4).grownTimers == 200_000)
    }

    @Test func bytesPerTimer_IsNotKnown_WhenFewTimersStay_OrNobodySays() {
        var few = LeakSeries()
        _ = few.take(Self.sample(0, allocated: 0, timers: 1, turns: 0))
        _ = few.take(Self.sample(2, allocated: 90_000, timers: 2, turns: 500_000))
        #expect(few.bytesPerTimer == nil)
        #expect(few.grownBytes == 90_000)
        var silent = LeakSeries()
        _ = silent.take(Self.sample(0, allocated: nil, timers: nil, turns: 0))
        _ = silent.take(Self.sample(2, allocated: nil, timers: nil, turns: 1))
        #expect(silent.grownBytes == nil)
        #expect(silent.bytesPerTimer == nil)
    }

    // MARK: The words

    @Test func verdict_SaysWhatATimerCosts_AndWhatItComesTo() {
        let series = Self.series(bytesPerTimer: 480, seconds: 4)
        let text = LeakText(cell: Self.cell(.after)).verdict(series, TrialFindings(status: .ok), known: 500)
        #expect(
            text == """
                after leaks: it grew by 96.0 MB in 4.0 s, 200 k timers of 480 bytes
                doctor --measure found 500 bytes a timer on this machine: 0.96 times that
                at this rate it holds 4.32 GB when its first timer fires, after 3 m
                """)
    }

    @Test func verdict_SaysNoLeak_WhenTimersDoNotPileUp() {
        var series = LeakSeries()
        _ = series.take(Self.sample(0, allocated: 4_000_000, timers: 1, turns: 100))
        _ = series.take(Self.sample(2, allocated: 4_020_480, timers: 1, turns: 200_100))
        let text = LeakText(cell: Self.cell(.timer))
        #expect(
            text.verdict(series, TrialFindings(status: .ok), known: 500)
                == "timer grew by 20.5 KB in 200 k turns, 1 timer armed at the end: no leak of timers")
    }

    /// As `task-race` does, whose cancelled sleeps are kept by the runtime until they would have ended.
    @Test func verdict_SaysLeak_WhenTheHeapGrowsWithTheTurns_AndNoTimerIsArmed() {
        var series = LeakSeries()
        _ = series.take(Self.sample(0, allocated: 4_000_000, timers: 0, turns: 0))
        _ = series.take(Self.sample(2, allocated: 37_000_000, timers: 0, turns: 46_500))
        #expect(
            LeakText(cell: Self.cell(.taskRace)).verdict(series, TrialFindings(status: .ok), known: 500)
                == "task-race leaks, though no timer stays armed: it grew by 33.0 MB in 46.5 k turns, 710 bytes each")
    }

    @Test func verdict_SaysTheLimit_WhenItEndedTheTrial() {
        let series = Self.series(bytesPerTimer: 480, seconds: 4)
        let text = LeakText(cell: Self.cell(.after)).verdict(series, TrialFindings(status: .heapLimit), known: nil)
        #expect(text.hasPrefix("ended by the heap limit of 1.07 GB, 4.0 s into it\nafter leaks: "))
    }

    @Test func verdict_SaysThatNothingIsKnown_WhenTheChildDied() {
        var findings = TrialFindings(status: .crashed)
        findings.statusDetail = "signal 11"
        let text = LeakText(cell: Self.cell(.after)).verdict(LeakSeries(), findings, known: nil)
        #expect(
            text == "ended as crashed: signal 11\nnot known: too few samples with a heap, or a child that does not say")
    }

    @Test func lines_StandUnderTheirHeads() {
        let series = Self.series(bytesPerTimer: 480, seconds: 2)
        let text = LeakText(cell: Self.cell(.after))
        let lines = text.head.split(separator: "\n") + [text.line(series.last!, since: series.first)[...]]
        #expect(
            lines == [
                "after, task timers, timeout 3 m: one subscriber that keeps up",
                "    time     allocated         grown   pending timers       turns",
                "   2.0 s       53.0 MB       48.0 MB            100 k       100 k",
            ])
    }

    // MARK: The plan

    private static func plan(
        _ strategies: [String] = ["after"], sources: [String] = [], timeout: String = "180s", duration: String = "10s"
    ) -> LeakPlan {
        LeakPlan(
            strategies: strategies, timerSources: sources, timeout: timeout, duration: duration, heapLimit: "64MiB")
    }

    @Test func plan_HasATrialForEachStrategyAndSource() throws {
        let schedule = try Schedule(Self.plan(["after", "ticker"], sources: ["wheel", "nio"]).plan())
        #expect(schedule.trials.count == 4)
        for trial in schedule.trials {
            #expect(trial.cell.subscribers == 1)
            #expect(trial.cell.loadModel == .saturated)
            #expect(trial.cell.timeoutMs == 180_000)
            #expect(trial.cell.durationS == 10)
            #expect(trial.cell.heapLimitBytes == 64 << 20)
            #expect(trial.cell.slowSubscribers == 0)
        }
    }

    @Test(
        arguments: [
            (plan(["aftr"]), "--strategy: ", "after"), (plan(sources: ["whee"]), "--timer-source: ", "wheel"),
            (plan(timeout: "never"), "--timeout: ", "never"), (plan(duration: "-1s"), "--for: ", "-1s"),
        ]) func plan_NamesTheOption_WhenAValueIsNone(plan: LeakPlan, option: String, word: String)
    {
        let failure = #expect(throws: Failure.self) { try plan.plan() }
        #expect(failure?.status == .usage)
        #expect(failure?.message.hasPrefix(option) == true)
        #expect(failure?.message.contains(word) == true)
    }
}
