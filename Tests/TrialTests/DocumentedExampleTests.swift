import Experiment
import Testing
import Trial

@testable import StandInTrial

extension TrialTests {
    private typealias MyBroker = StandInBroker

    // The example of the module's documentation, word for word.
    @Test func example_EndsWell_WhenRun() async {
        // example
        var cell = Cell(
            scenario: "example", strategy: .dropNewest, partitions: 1, subscribers: 10, capacity: 100, loadModel: .open,
            warmupS: 0.1, drainLimitS: 1, heapLimitBytes: 1 << 30)
        cell.offeredRatePerS = 1_000
        cell.durationS = 0.5
        let outcome = await Trial.run(cell, broker: MyBroker.self) { line in
            if case .progress(let progress) = line { print(progress.phase, progress.elapsedS) }
        }
        print(outcome.status, outcome.metrics[.latencyP99(.fast)] ?? .nan)
        // end of example
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(outcome.metrics[.published] == 500)
    }
}
