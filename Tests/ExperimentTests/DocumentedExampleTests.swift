import Experiment
import Testing

/// The example of the module's documentation compiles and runs: it stands here too, word for word.
@Suite struct DocumentedExampleTests {
    @Test func example_HasATrialOfEachCellAndRepetition_WhenRun() throws {
        // example
        let scenario = Scenario(
            name: "fan-out",
            parameters: [
                .strategy: [.word("timer"), .word("drop-newest")], .subscribers: [.integer(10), .integer(100)],
                .rate: [.number(100)],
            ])
        let schedule = try Schedule(Plan(name: "example", repetitions: 3, scenarios: [scenario]))
        for trial in schedule.trials { print(trial.trialID, trial.cell.strategy, trial.cell.subscribers) }
        print("about \(schedule.estimatedS) s")
        // end of example
        #expect(schedule.trials.count == 2 * 2 * 3)
    }
}
