import Testing

@testable import Experiment

/// Which strategy takes which timer source.
@Suite struct TimerSourcePairTests {
    private static let pair = Matrix.Pair(strategy: .taskRace, timerSource: .wheel)

    @Test func taskRace_TakesTasksAlone_AndTheOthersAllOrNone() {
        #expect(StrategyName.taskRace.timerSources == [.task])
        for strategy in StrategyName.allCases where strategy != .taskRace {
            #expect(strategy.timerSources == (strategy.usesTimers ? TimerSourceName.allCases : []))
        }
    }

    @Test func pair_IsRefused_WhenExactlyItIsNamed() throws {
        let refusal =
            "scenario 's': timer_source: 'task-race' does not take the timer source 'wheel', only task: "
            + "write 'timer_source: task', or leave it out"
        #expect(try Plans.problems([.strategy: ["task-race"], .timerSource: ["wheel"]]) == [refusal])
        #expect(try Plans.problems([.strategy: ["task-race"], .timerSource: ["wheel", "nio"]]) == [refusal])
    }

    @Test func pair_IsSkipped_WhenListsAreCrossed() throws {
        let matrix = try Matrix(
            Plans.plan([.strategy: ["task-race", "timer"], .timerSource: ["wheel", "task"], .capacity: ["1", "2"]]))
        #expect(matrix.cells.count == 6)
        #expect(matrix.cells.filter { $0.strategy == .taskRace }.allSatisfy { $0.timerSource == .task })
        #expect(matrix.skipped == [Self.pair])
    }

    @Test func pair_IsSkipped_WhenOtherStrategiesAreLeft() throws {
        let plan = try Plans.plan([.strategy: ["task-race", "drop-newest"], .timerSource: ["wheel"]])
        let matrix = try Matrix(plan)
        #expect(matrix.cells.map(\.strategy) == [.dropNewest])
        #expect(matrix.skipped == [Self.pair])
        #expect(try Schedule(plan).skipped == [Self.pair])
    }

    @Test func nothing_IsSkipped_WhenARuleExcludesThePair() throws {
        let matrix = try Matrix(
            Plans.plan(
                [.strategy: ["task-race", "timer"], .timerSource: ["wheel", "task"]],
                exclude: [[.strategy: ["task-race"], .timerSource: ["wheel"]]]))
        #expect(matrix.cells.count == 3)
        #expect(matrix.skipped.isEmpty)
    }

    @Test func timerSource_IsTheStrategysOwn_WhenNoneIsSet() throws {
        let cells = try Plans.cells([.strategy: ["task-race", "timer", "drop-newest"]])
        #expect(cells.map(\.timerSource) == [.task, .dispatch, nil])
    }
}
