import Experiment
import Glibc
import Synchronization
import Trial

/// The simplest broker that a trial can drive: tries each subscriber once, or waits for room without bound where the
/// cell's strategy is one that waits. Faults on demand.
final class StandInBroker: BrokerUnderTest {
    static let implementation = "stand-in"
    static let version = "1"
    static let strategies: [StrategyName] = [.dropNewest, .timer]

    private let cell: Cell
    private let observer: TrialObserver
    private let fault: (fault: Fault, count: Int)?
    private let queues: [StandInQueue]
    /// What the reorder fault holds back.
    private let heldBack = Mutex(TrialMessage?.none)

    init(cell: Cell, observer: TrialObserver) throws {
        self.cell = cell
        self.observer = observer
        fault = Fault.parse(cell.scenario)
        queues = (0..<cell.subscribers).map { _ in StandInQueue(capacity: cell.capacity) }
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void {
        let queue = queues[subscriber.index]
        if subscriber.isSlow {
            return {
                while let message = await queue.take(1)?.first { await subscriber.received(message) }
            }
        }
        return {
            while let batch = await queue.take(.max) {
                subscriber.receivedFirst(batch[0])
                for message in batch.dropFirst() { subscriber.receivedNext(message) }
            }
        }
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        if isHit(.refuse, message) { throw TrialError("refused") }
        if isHit(.pause, message) { usleep(500_000) }
        for subscriber in stride(from: topic, to: cell.subscribers, by: cell.topics) {
            await send(message, to: subscriber)
        }
    }

    func close() async {
        for queue in queues { queue.close() }
    }

    var gauges: BrokerGauges {
        let alive = fault?.fault == .senders ? fault?.count : 0
        return BrokerGauges(sendersAlive: alive, pendingTimers: nil, sendersAlivePeak: nil, pendingTimersPeak: nil)
    }

    // MARK: Sending

    private func send(_ message: TrialMessage, to subscriber: Int) async {
        guard subscriber == 0, let fault, message.index >= 0 else { return await offer(message, to: subscriber) }
        let isAmongFirst = message.index < fault.count
        switch fault.fault {
        case .drop where isAmongFirst: observer.dropped(message, subscriber: 0, reason: .timedOut)
        case .lose where isAmongFirst: break
        case .duplicate where isAmongFirst:
            await offer(message, to: 0)
            await offer(message, to: 0)
        case .phantom where isAmongFirst:
            await offer(message, to: 0)
            observer.dropped(message, subscriber: 0, reason: .timedOut)
        case .reorder where message.index < 2 * fault.count: await swap(message)
        case .future:
            var early = message
            early.intended += 1_000_000_000
            early.actual += 1_000_000_000
            await offer(early, to: 0)
        default: await offer(message, to: 0)
        }
    }

    /// Every other message waits for the next one to pass it.
    private func swap(_ message: TrialMessage) async {
        let earlier = heldBack.withLock { held in
            defer { held = held == nil ? message : nil }
            return held
        }
        guard let earlier else { return }
        await offer(message, to: 0)
        await offer(earlier, to: 0)
    }

    private func offer(_ message: TrialMessage, to subscriber: Int) async {
        while true {
            switch queues[subscriber].push(message) {
            case .done: return
            case .closed: return observer.undecided(message, subscriber: subscriber)
            case .full where cell.strategy.waits:
                let start = MonotonicClock.now()
                await queues[subscriber].waitForRoom()
                observer.waited(nanoseconds: MonotonicClock.now() - start)
            case .full: return observer.dropped(message, subscriber: subscriber, reason: .rejectedNewest)
            }
        }
    }

    private func isHit(_ kind: Fault, _ message: TrialMessage) -> Bool {
        fault?.fault == kind && fault.map { $0.count == message.index } == true
    }
}
