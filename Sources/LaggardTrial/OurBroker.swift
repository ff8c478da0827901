import Experiment
import Trial

/// Stands where the broker's adapter goes: takes no message, and says so of each.
struct OurBroker: BrokerUnderTest {
    static let implementation = "laggard"
    static let version = "0"
    static let strategies: [StrategyName] = [.dropNewest]

    private let cell: Cell
    private let observer: TrialObserver

    init(cell: Cell, observer: TrialObserver) throws {
        self.cell = cell
        self.observer = observer
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void {
        {}
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        for subscriber in stride(from: topic, to: cell.subscribers, by: cell.topics) {
            observer.dropped(message, subscriber: subscriber, reason: .rejectedNewest)
        }
    }

    func close() async {}

    var gauges: BrokerGauges {
        BrokerGauges(sendersAlive: 0, pendingTimers: 0, sendersAlivePeak: 0, pendingTimersPeak: 0)
    }
}
