import Dispatch
import Experiment
import Synchronization
import Trial

/// Calls a function for each message, on a queue of each subscriber's own; nothing bounds it.
final class CallingBroker: BrokerUnderTest {
    static let implementation = "calling"
    static let version = "1"
    static let strategies: [StrategyName] = [.dropNewest]
    static let consumers = ["handler"]

    private let lines = Mutex<[(subscriber: Subscriber, queue: DispatchQueue)]>([])

    init(cell: Cell, observer: TrialObserver) throws {}

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void {
        throw TrialError("only handlers")
    }

    func subscribe(handler subscriber: Subscriber, toTopic topic: Int) throws {
        lines.withLock { $0.append((subscriber, DispatchQueue(label: "subscriber-\(subscriber.index)"))) }
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        for (subscriber, queue) in lines.withLock({ $0 }) { queue.async { subscriber.handle([message].span) } }
    }

    func close() async {}

    func handlersEnded() async {
        for (_, queue) in lines.withLock({ $0 }) {
            await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
        }
    }

    var gauges: BrokerGauges {
        BrokerGauges(sendersAlive: 0, pendingTimers: 0, sendersAlivePeak: 0, pendingTimersPeak: 0)
    }
}
