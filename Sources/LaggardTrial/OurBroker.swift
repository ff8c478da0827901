import Broker
import BrokerNIO
import Experiment
import Trial

/// laggard's own broker, as a trial drives it.
struct OurBroker: BrokerUnderTest {
    static let implementation = "laggard"
    static let version = Version.current
    static let strategies = StrategyName.allCases

    private let broker: Broker<TrialMessage>
    private let capacity: Int
    private let topics: [String]

    init(cell: Cell, observer: TrialObserver) throws {
        let options = try BrokerOptions(cell)
        let reporter = DropReporter(observer: observer)
        broker =
            cell.timerSource == .nio
            ? Broker(options, observer: reporter, timers: NIOTimerSource()) : Broker(options, observer: reporter)
        capacity = cell.capacity
        topics = (0..<cell.topics).map { "topic-\($0)" }
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void {
        let subscription = try broker.subscribe(to: topics[topic], capacity: capacity)
        guard subscription.id.rawValue == subscriber.index else {
            throw TrialError("subscriber \(subscriber.index) was given subscription \(subscription.id)")
        }
        return { await read(subscription, into: subscriber) }
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        try await broker.publish(message, to: topics[topic])
    }

    func close() async { await broker.close() }

    var gauges: BrokerGauges {
        BrokerGauges(
            sendersAlive: broker.sendersAlive, pendingTimers: broker.pendingTimers,
            sendersAlivePeak: broker.sendersAlivePeak, pendingTimersPeak: broker.pendingTimersPeak)
    }
}

/// Reads a subscription until it ends. A fast subscriber takes run after run; a slow one, a message at a time.
private func read(_ subscription: Subscription<TrialMessage>, into subscriber: Subscriber) async {
    var messages = subscription.makeAsyncIterator()
    while let message = await messages.next() {
        guard !subscriber.isSlow else {
            await subscriber.received(message)
            continue
        }
        subscriber.receivedFirst(message)
        while let message = messages.nextInRun() { subscriber.receivedNext(message) }
    }
}

/// Tells the trial what the broker tells.
private struct DropReporter: BroadcastObserver {
    let observer: TrialObserver

    func dropped(_ message: TrialMessage, by subscription: SubscriptionID, reason: DropReason) {
        observer.dropped(message, subscriber: subscription.rawValue, reason: TrialObserver.DropReason(reason))
    }

    func waited(nanoseconds: Int64) { observer.waited(nanoseconds: nanoseconds) }
}

extension TrialObserver.DropReason {
    fileprivate init(_ reason: DropReason) {
        self =
            switch reason {
            case .timedOut: .timedOut
            case .rejectedNewest: .rejectedNewest
            case .evictedOldest: .evictedOldest
            case .closed: .closed
            }
    }
}
