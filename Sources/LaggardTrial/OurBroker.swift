import Broker
import BrokerNIO
import Experiment
import Synchronization
import Trial

/// laggard's own broker, as a trial drives it.
final class OurBroker: BrokerUnderTest {
    static let implementation = "laggard"
    static let version = Version.current
    static let strategies = StrategyName.allCases
    static let executors = ["default", "own"]
    static let consumers = ["task", "handler"]

    /// Nil where the cell asks for none.
    private let broker: Broker<TrialMessage>?
    private let floor: NoBroker
    private let capacity: Int
    private let topics: [String]
    private let ownsWorkers: Bool
    /// Held until the end: what an evicted one misses is dropped for it, and counted.
    private let held = Mutex<[Subscription<TrialMessage>]>([])
    private let handled = Mutex<[HandlerSubscription<TrialMessage>]>([])
    /// Whose threads call handlers; nil where there are none.
    private let pool: WorkerPool?

    init(cell: Cell, observer: TrialObserver) throws {
        ownsWorkers = cell.executor == "own"
        if ownsWorkers { try OwnWorkers.takeOver() }
        pool = cell.consumer == "handler" ? ownsWorkers ? OwnWorkers.pool : WorkerPool() : nil
        floor = NoBroker(cell: cell, observer: observer)
        broker = cell.strategy == .none ? nil : try Self.broker(cell, DropReporter(observer: observer))
        capacity = cell.capacity
        topics = (0..<cell.topics).map { "topic-\($0)" }
    }

    private static func broker(_ cell: Cell, _ reporter: DropReporter) throws -> Broker<TrialMessage> {
        let options = try BrokerOptions(cell)
        return cell.timerSource == .nio
            ? Broker(options, observer: reporter, timers: NIOTimerSource()) : Broker(options, observer: reporter)
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @concurrent @Sendable () async -> Void {
        guard let broker else { return {} }
        let subscription = try broker.subscribe(to: topics[topic], capacity: capacity)
        guard subscription.id.rawValue == subscriber.index else {
            throw TrialError("subscriber \(subscriber.index) was given subscription \(subscription.id)")
        }
        held.withLock { $0.append(subscription) }
        return { await read(subscription, into: subscriber) }
    }

    func subscribe(handler subscriber: Subscriber, toTopic topic: Int) throws {
        guard let broker, let pool else { return }
        let subscription = try broker.subscribe(to: topics[topic], capacity: capacity, on: pool) {
            subscriber.handle($0)
        }
        guard subscription.id.rawValue == subscriber.index else {
            throw TrialError("subscriber \(subscriber.index) was given subscription \(subscription.id)")
        }
        handled.withLock { $0.append(subscription) }
    }

    func handlersEnded() async {
        for subscription in handled.withLock({ $0 }) { await subscription.ended() }
        handled.withLock { $0 = [] }
    }

    @inline(__always)
    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        guard let broker else { return floor.publish(message, toTopic: topic) }
        try await broker.publish(message, to: topics[topic])
    }

    func giveWay() async {
        if ownsWorkers { await CurrentWorker.giveWay() } else { await Task.yield() }
    }

    func close() async {
        await broker?.close()
        held.withLock { $0 = [] }
    }

    var gauges: BrokerGauges {
        guard let broker else {
            return BrokerGauges(sendersAlive: 0, pendingTimers: 0, sendersAlivePeak: 0, pendingTimersPeak: 0)
        }
        return BrokerGauges(
            sendersAlive: broker.sendersAlive, pendingTimers: broker.pendingTimers,
            sendersAlivePeak: broker.sendersAlivePeak, pendingTimersPeak: broker.pendingTimersPeak)
    }
}

/// Reads a subscription until it ends. A fast subscriber takes run after run; a slow one, a message at a time.
private func read(_ subscription: Subscription<TrialMessage>, into subscriber: Subscriber) async {
    await subscription.read { messages in
        while let message = await messages.next() {
            guard !subscriber.isSlow else {
                await subscriber.received(message)
                continue
            }
            receiveRun(from: message, &messages, into: subscriber)
        }
    }
}

/// Hands over the run that begins with `message`, in batches of up to 40: of more, the buffer would not be on the stack, which takes 1 KiB.
private func receiveRun(
    from message: TrialMessage, _ messages: inout Subscription<TrialMessage>.Iterator, into subscriber: Subscriber
) {
    withUnsafeTemporaryAllocation(of: TrialMessage.self, capacity: 40) { room in
        var batch = OutputSpan(buffer: room, initializedCount: 0)
        batch.append(message)
        var mayBeMore = true
        while mayBeMore {
            messages.takeRun(into: &batch)
            subscriber.received(batch.span)
            mayBeMore = batch.isFull
            batch.removeAll()
        }
    }
}

/// Tells the trial what the broker tells.
private struct DropReporter: BroadcastObserver {
    let observer: TrialObserver

    func dropped(_ message: TrialMessage, by subscription: SubscriptionID, reason: DropReason) {
        observer.dropped(message, subscriber: subscription.rawValue, reason: TrialObserver.DropReason(reason))
    }

    func undecided(_ message: TrialMessage, by subscription: SubscriptionID) {
        observer.undecided(message, subscriber: subscription.rawValue)
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
