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
    /// What deliveries are made to within `publish`.
    private let direct = Mutex<[Subscriber]>([])
    private let leaked = Mutex<[UnsafeMutableRawPointer]>([])

    init(cell: Cell, observer: TrialObserver) throws {
        self.cell = cell
        self.observer = observer
        fault = Fault.parse(cell.scenario)
        Witness.shared.begin()
        leaked.withLock { $0.reserveCapacity(1 << 15) }
        queues = (0..<cell.subscribers).map { _ in StandInQueue(capacity: cell.capacity) }
    }

    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void {
        let queue = queues[subscriber.index]
        direct.withLock { $0.append(subscriber) }
        if let fault, fault.fault == .hold {
            return {
                while let message = await queue.take(1)?.first {
                    if message.index >= 0, Int(message.index) % fault.count == fault.count - 1 {
                        try? await Task.sleep(for: .nanoseconds(Fault.holdTime))
                    }
                    await Self.witness(message) { await subscriber.received(message) }
                }
            }
        }
        if subscriber.isSlow {
            return {
                while let message = await queue.take(1)?.first { await subscriber.received(message) }
            }
        }
        return {
            while let batch = await queue.take(.max) { subscriber.received(batch.span) }
        }
    }

    func publish(_ message: TrialMessage, toTopic topic: Int) async throws {
        if isHit(.refuse, message) { throw TrialError("refused") }
        if fault?.fault == .leak || fault?.fault == .pause {
            await deliver(message)
            // After its own deliveries, which are not late.
            if isHit(.pause, message) { usleep(UInt32(Fault.pauseTime / 1_000)) }
            return
        }
        for subscriber in stride(from: topic, to: cell.subscribers, by: cell.topics) {
            await send(message, to: subscriber)
        }
    }

    func close() async {
        for queue in queues { queue.close() }
        leaked.withLock {
            for block in $0 { block.deallocate() }
            $0 = []
        }
    }

    var gauges: BrokerGauges {
        let alive = fault?.fault == .senders ? fault?.count : 0
        return BrokerGauges(sendersAlive: alive, pendingTimers: nil, sendersAlivePeak: nil, pendingTimersPeak: nil)
    }

    // MARK: Sending

    /// Within `publish`: what is late is then the message under way, and no other.
    private func deliver(_ message: TrialMessage) async {
        if let fault, fault.fault == .leak {
            leaked.withLock { leaked in
                for _ in 0..<fault.count { leaked.append(.allocate(byteCount: Fault.leakedBytes, alignment: 16)) }
            }
        }
        for subscriber in direct.withLock({ $0 }) {
            if fault?.fault == .pause {
                await Self.witness(message) { await subscriber.received(message) }
            } else {
                await subscriber.received(message)
            }
        }
    }

    private static func witness(_ message: TrialMessage, _ receive: () async -> Void) async {
        let earliest = MonotonicClock.now()
        await receive()
        guard message.index >= 0 else { return }
        Witness.shared.add(
            .init(
                intended: message.intended, actual: message.actual, earliest: earliest, latest: MonotonicClock.now()))
    }

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
