import Experiment
import Synchronization
import Trial

/// The broker that one writes first: an `AsyncStream` per subscriber, bounded by its buffering policy.
final class OwnBroker: BrokerUnderTest {
    static let implementation = "own-broker"
    static let version = "1.0"
    static let strategies: [StrategyName] = [.dropNewest, .dropOldest]

    private typealias Member = (subscriber: Int, messages: AsyncStream<TrialMessage>.Continuation)
    private let topics: Mutex<[[Member]]>
    private let observer: TrialObserver
    private let policy: AsyncStream<TrialMessage>.Continuation.BufferingPolicy
    private let reason: TrialObserver.DropReason

    init(cell: Cell, observer: TrialObserver) {
        self.observer = observer
        topics = Mutex(Array(repeating: [], count: cell.topics))
        let keepsOldest = cell.strategy == .dropNewest
        policy = keepsOldest ? .bufferingOldest(cell.capacity) : .bufferingNewest(cell.capacity)
        reason = keepsOldest ? .rejectedNewest : .evictedOldest
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) -> @Sendable () async -> Void {
        let (messages, continuation) = AsyncStream.makeStream(of: TrialMessage.self, bufferingPolicy: policy)
        topics.withLock { $0[topic].append((subscriber.index, continuation)) }
        return { for await message in messages { await subscriber.received(message) } }
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async {
        for member in topics.withLock({ $0[topic] }) {
            switch member.messages.yield(message) {
            case .dropped(let lost): observer.dropped(lost, subscriber: member.subscriber, reason: reason)
            case .terminated: observer.dropped(message, subscriber: member.subscriber, reason: .closed)
            default: break
            }
        }
    }

    func close() async {
        for member in topics.withLock({ $0.joined() }) { member.messages.finish() }
    }

    /// Nothing outlives `publish`, and there are no timers.
    var gauges: BrokerGauges {
        BrokerGauges(sendersAlive: 0, pendingTimers: 0, sendersAlivePeak: 0, pendingTimersPeak: 0)
    }
}
