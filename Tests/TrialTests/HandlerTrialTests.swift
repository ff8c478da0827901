import Experiment
import Testing

@testable import StandInTrial
@testable import Trial

/// Trials whose subscribers are called instead of resumed.
@Suite(.serialized, .timeLimit(.minutes(2))) struct HandlerTrialTests {
    private func cell(_ kind: SlowKind?) -> Cell {
        var cell = Cell.test(subscribers: 20)
        cell.strategy = .dropNewest
        cell.consumer = "handler"
        if let kind {
            cell.slowFraction = 0.1
            cell.slowSubscribers = 2
            cell.slowKind = kind
            cell.slowDelayMs = kind == .cpu ? 1 : 500
            cell.slowBurst = 5
        }
        return cell
    }

    @Test(arguments: [nil] + SlowKind.allCases.map(Optional.some))
    func trial_AccountsForEveryMessage_WhenHandlersReceive(kind: SlowKind?) async throws {
        let outcome = await Trial.run(cell(kind), broker: CallingBroker.self) { _ in }
        let metrics = outcome.metrics
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        let published = try #require(metrics[.published])
        #expect(published > 0)
        #expect(metrics[.deliveries(.fast)] == published * (kind == nil ? 20 : 18))
        guard kind != nil else { return }
        let slow = [Metric.deliveries(.slow), .depthLeft(.slow)].compactMap { metrics[$0] }
        #expect(slow.reduce(0, +) == 2 * published)
        // Half a second a message is too slow on any machine; a millisecond of CPU time need not be.
        #expect(slow[1] > 0 || kind == .cpu)
    }

    @Test func trial_IsRefused_WhenTheBrokerHasNoSuchConsumer() async {
        let outcome = await Trial.run(cell(nil), broker: StandInBroker.self) { _ in }
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail == "consumer 'handler' is not offered")
    }

    @Test func trial_IsRefused_WhenItIsExact() async {
        var exact = cell(nil)
        exact.exact = true
        exact.messages = 10
        let outcome = await Trial.run(exact, broker: CallingBroker.self) { _ in }
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail == "an exact trial runs on one thread: it takes no consumer but 'task'")
    }
}
