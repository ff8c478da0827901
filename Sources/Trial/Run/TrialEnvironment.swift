import Experiment
import HeapStatistics

/// What a trial consists of once it is set up: shared by its threads.
final class TrialEnvironment: Sendable {
    let cell: Cell
    let schedule: Schedule
    let state: TrialState
    let topics: Topics
    let recorder: Recorder
    let observer: TrialObserver
    let gate: Gate
    let sleeper: Sleeper?
    let subscribers: [Subscriber]
    let broker: any BrokerUnderTest
    let heap: HeapStatistics?

    init(_ cell: Cell, broker type: any BrokerUnderTest.Type, heap: HeapStatistics?, threads: Int) throws {
        let schedule = try Schedule(cell)
        let isSlow = try Self.slowness(of: cell)
        let hasSlow = cell.slowSubscribers > 0
        let state = TrialState()
        self.cell = cell
        self.schedule = schedule
        self.state = state
        self.heap = heap
        topics = Self.topics(cell, isSlow)
        recorder = Recorder(threads: threads, hasSlow: hasSlow)
        observer = TrialObserver(state: state, isSlow: isSlow)
        gate = Gate()
        sleeper = Self.sleeps(cell) ? Sleeper(sleepers: cell.slowSubscribers) : nil
        let context = ReceiptContext(
            state: state, topics: topics, recorder: recorder, gate: gate, sleeper: sleeper,
            publishers: cell.publishers, messagesPerTopic: schedule.messagesPerTopic,
            timesLatency: Self.isTimed(cell))
        subscribers = try isSlow.enumerated().map { index, isSlow in
            Subscriber(
                index: index, topic: index % cell.topics,
                digestion: isSlow ? try Self.digestion(cell, subscriber: index) : nil, context: context)
        }
        do {
            broker = try type.init(cell: cell, observer: observer)
        } catch {
            sleeper?.wakeAll()
            throw error
        }
    }

    /// Whether its times are worth recording and reporting.
    var isTimed: Bool { Self.isTimed(cell) }

    private static func isTimed(_ cell: Cell) -> Bool { cell.loadModel == .open && !cell.exact }

    private static func slowness(of cell: Cell) throws -> [Bool] {
        guard cell.subscribers >= cell.topics else { throw TrialError("fewer subscribers than topics") }
        guard (0...cell.subscribers).contains(cell.slowSubscribers) else {
            throw TrialError("slow_subscribers must be from 0 to the number of subscribers")
        }
        guard cell.partitions >= 1, cell.capacity >= 1 else {
            throw TrialError("partitions and capacity must be 1 or more")
        }
        if cell.loadModel == .saturated, cell.dispatch == .detached {
            throw TrialError("a saturated load with detached dispatch would only ever reach the overlap limit")
        }
        return SlowSpread.isSlow(
            subscribers: cell.subscribers, slow: cell.slowSubscribers, topics: cell.topics, partitions: cell.partitions)
    }

    private static func topics(_ cell: Cell, _ isSlow: [Bool]) -> Topics {
        var fanOuts = [Int](repeating: 0, count: cell.topics)
        var fastFanOuts = fanOuts
        for (index, isSlow) in isSlow.enumerated() {
            fanOuts[index % cell.topics] += 1
            if !isSlow { fastFanOuts[index % cell.topics] += 1 }
        }
        return Topics(fanOuts: fanOuts, fastFanOuts: fastFanOuts)
    }

    private static func sleeps(_ cell: Cell) -> Bool {
        guard cell.slowSubscribers > 0, let kind = cell.slowKind else { return false }
        return kind == .constant || kind == .bursty || kind == .pareto
    }

    private static func digestion(_ cell: Cell, subscriber: Int) throws -> Digestion {
        guard let kind = cell.slowKind else { throw TrialError("slow subscribers need a slow_kind") }
        let delay = cell.slowDelayMs ?? 0
        guard kind == .stalled || (delay > 0 && delay <= 3_600_000) else {
            throw TrialError("slow_kind \(kind.rawValue) needs a slow_delay_ms above 0, one hour at most")
        }
        if kind == .bursty, cell.slowBurst ?? 0 < 1 { throw TrialError("slow_kind bursty needs a slow_burst") }
        return Digestion(
            kind: kind, delay: MonotonicClock.nanoseconds(seconds: delay / 1_000), burst: cell.slowBurst ?? 1,
            seed: cell.seed, subscriber: subscriber)
    }
}
