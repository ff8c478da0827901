import Experiment
import Testing

@testable import StandInTrial
@testable import Trial

/// Whole trials with slow subscribers.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SlowTrialTests {
    private func cell(_ kind: SlowKind, strategy: StrategyName = .dropNewest) -> Cell {
        var cell = Cell.test(subscribers: 20)
        cell.strategy = strategy
        cell.capacity = 10
        cell.slowFraction = 0.1
        cell.slowSubscribers = 2
        cell.slowKind = kind
        // Computing takes a thread of the pool, of which there may be two.
        cell.slowDelayMs = kind == .cpu ? 1 : 500
        cell.slowBurst = 5
        // A publisher that was kept from its core is late with all; a broadcast that blocks never ends.
        cell.drainLimitS = strategy == .dropNewest ? 5 : 0.1
        return cell
    }

    @Test(arguments: SlowKind.allCases)
    func trial_AccountsForSlowClassApart_WhenBrokerDropsNewest(kind: SlowKind) async throws {
        let outcome = await Trial.run(cell(kind), broker: StandInBroker.self) { _ in }
        let metrics = outcome.metrics
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        let published = try #require(metrics[.published])
        let slow = [Metric.deliveries(.slow), .dropsRejectedNewest(.slow), .depthLeft(.slow)]
        #expect(slow.compactMap { metrics[$0] }.reduce(0, +) == 2 * published)
        // Half a second a message is too slow on any machine; a millisecond of CPU time need not be.
        #expect(try #require(metrics[.dropsRejectedNewest(.slow)]) > 0 || kind == .cpu)
    }

    @Test func trial_CountsUndecidedAsPending_WhenBroadcastsBlockOnStalledSubscriber() async throws {
        let outcome = await Trial.run(cell(.stalled, strategy: .timer), broker: StandInBroker.self) { _ in }
        let metrics = outcome.metrics
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(try #require(metrics[.unpublished]) > 0)
        #expect(outcome.latencyBound == true)
        #expect(outcome.behind == true)
        // The broadcast that was cut short, and what the stalled ones had not read.
        #expect(try #require(metrics[.pending(.slow)]) > 0)
        #expect(try #require(metrics[.depthLeft(.slow)]) >= 10)
    }
}
