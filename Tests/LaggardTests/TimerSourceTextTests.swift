import Experiment
import Testing

@testable import Laggard

/// What the command line says about timer sources.
@Suite struct TimerSourceTextTests {
    @Test func strategies_SayWhichTimerSourcesTheyTake() {
        let lines = ListCommand.text(.strategies).split(separator: "\n").map { $0.trimming(" ") }
        #expect(lines.filter { $0 == "timer sources: task" }.count == 1)
        #expect(lines.contains("timer sources: task, dispatch, nio, wheel"))
        #expect(lines.filter { $0 == "no timers" }.count == StrategyName.allCases.filter { !$0.usesTimers }.count)
    }

    @Test func timerSources_AreExplained() {
        let lines = ListCommand.text(.timerSources).split(separator: "\n")
        #expect(lines.count == TimerSourceName.allCases.count)
        #expect(lines.contains { $0.hasPrefix("wheel") && $0.contains("timing wheel") })
    }

    @Test func dryRun_SaysWhichPairsAreLeftOut() {
        let plan = Plan(name: "p", scenarios: [])
        let pair = Matrix.Pair(strategy: .taskRace, timerSource: .wheel)
        let text = DryRun(schedule: Schedule(cells: [.fixture()], of: plan, skipped: [pair])).text()
        #expect(text.hasSuffix("\nleft out: 'task-race' does not take the timer source 'wheel', only task\n"))
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> Substring {
        drop { $0 == character }
    }
}
