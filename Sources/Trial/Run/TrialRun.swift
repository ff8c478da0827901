import Experiment
import Glibc
import HeapStatistics
import Synchronization

/// The phases of one trial, one after the other, on the thread that calls `run`: not one of Swift's pool, so that a
/// pool that is blocked cannot move the window's ends.
final class TrialRun {
    /// Longest time for the last subscribers to park once all readers have begun.
    private static let settling: Int64 = 20_000_000
    /// From `ready` to the first message.
    private static let lead: Int64 = 5_000_000
    /// From the publishers' start to the window of an exact trial: by then they wait for it.
    private static let exactLead: Int64 = 100_000_000
    private static let setupLimit: Int64 = 120_000_000_000
    /// How long closing the broker may take until every reader has ended.
    private static let closeLimit: Int64 = 20_000_000_000
    /// How often the end of the drain is looked for.
    private static let drainCheck: Int64 = 1_000_000

    private let environment: TrialEnvironment
    private let sampler: Sampler
    private let emit: @Sendable (TrialLine) -> Void
    private let profiler: (any WindowProfiler)?
    private let readersStarted: Countdown
    private let readersEnded: Countdown
    private var publishersEnded: Countdown
    private var publishers: [Publisher] = []
    private var pacers: [PacerThread] = []
    private var figures = TrialFigures()
    private var gaugesAtEnd: BrokerGauges?
    /// What the publishers of an exact trial wait for: the window has begun, its heap and its allocations are read.
    private var exactStart: Gate?

    private var cell: Cell { environment.cell }
    private var state: TrialState { environment.state }

    init(
        _ environment: TrialEnvironment, profiler: (any WindowProfiler)?,
        emit: @escaping @Sendable (TrialLine) -> Void
    ) {
        self.environment = environment
        self.profiler = profiler
        self.emit = emit
        let state = environment.state
        readersStarted = Countdown(environment.subscribers.count, state: state)
        readersEnded = Countdown(environment.subscribers.count, state: state)
        publishersEnded = Countdown(environment.cell.publishers, state: state)
        sampler = Sampler(environment, emit: emit)
    }

    /// Blocks until the trial is over.
    func run() -> TrialLine.Outcome {
        var isQuiescent = false
        do {
            try setUp()
            let timeline = cell.exact ? beginExactly() : begin()
            warmUp(timeline)
            measure(timeline)
            drain()
            isQuiescent = end()
        } catch {
            // Nobody waits for the readers that have begun: the process ends with the trial.
            state.fail("set-up: \(error)")
            abandon()
        }
        sampler.stop()
        // Of what was sampled and what the broker has kept itself.
        figures.sendersAlivePeak = [sampler.sendersAlivePeak, gaugesAtEnd?.sendersAlivePeak].compactMap { $0 }.max()
        figures.pendingTimersPeak = [sampler.pendingTimersPeak, gaugesAtEnd?.pendingTimersPeak].compactMap { $0 }.max()
        let report = TrialReport(
            environment: environment, figures: figures, series: sampler.series, publishers: publishers,
            isQuiescent: isQuiescent)
        let outcome = report.outcome
        for histogram in report.histograms { emit(.histogram(histogram)) }
        return outcome
    }

    // MARK: Phases

    /// Starts the pool's threads, so that what they allocate is not taken for the subscribers'.
    private func startPool() {
        let threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let arrived = Countdown(threads, state: state)
        let deadline = MonotonicClock.now() + Self.settling
        for _ in 0..<threads {
            Task.detached {
                arrived.arrive()
                // Held, so that the next one needs another thread.
                while !arrived.isOver, MonotonicClock.now() < deadline {}
            }
        }
        state.wait(until: deadline) { arrived.isOver }
    }

    private func setUp() throws {
        if !cell.exact { startPool() }
        figures.heapBeforeSetup = environment.heap?.allocated()
        for subscriber in environment.subscribers {
            if cell.consumer == "handler" {
                try environment.broker.subscribe(handler: subscriber, toTopic: subscriber.topic)
                readersStarted.arrive()
                continue
            }
            let reader = try environment.broker.subscribe(subscriber, toTopic: subscriber.topic)
            let (started, ended) = (readersStarted, readersEnded)
            Task.detached {
                started.arrive()
                await reader()
                ended.arrive()
            }
        }
        state.wait(until: MonotonicClock.now() + Self.setupLimit) { readersStarted.isOver }
        guard readersStarted.isOver || state.requestedEnding != nil else {
            throw TrialError("the readers did not all begin within \(Self.setupLimit / 1_000_000_000) s")
        }
        settle()
        figures.heapAfterSetup = environment.heap?.allocated()
    }

    /// Time for the last subscribers to park. An exact trial takes all of it, since it counts what they allocate.
    private func settle() {
        let limit = MonotonicClock.now() + Self.settling
        guard !cell.exact else { return MonotonicClock.sleep(until: limit) }
        Quiet.wait(until: limit)
    }

    private func enterWarmUp() {
        state.enter(.warmup)
        if environment.schedule.pacer != nil {
            pacers = (0..<cell.publishers).map { PacerThread(publisher: $0) }
        }
        emit(.ready)
    }

    private func begin() -> Timeline {
        enterWarmUp()
        return publish(environment.schedule, lead: Self.lead)
    }

    /// The warm-up and what it causes are over before anything is counted; nor does the harness itself allocate from
    /// the first reading on.
    private func beginExactly() -> Timeline {
        enterWarmUp()
        let warmup = publish(environment.schedule.warmupOnly, lead: Self.lead)
        state.wait(until: nil) { publishersEnded.isOver }
        let limit = MonotonicClock.now() + MonotonicClock.nanoseconds(seconds: cell.drainLimitS)
        while state.requestedEnding == nil, !environment.isEmptied, MonotonicClock.now() < limit {
            MonotonicClock.sleep(until: MonotonicClock.now() + Self.drainCheck)
        }
        guard state.requestedEnding == nil else { return warmup }
        sampler.fallSilent()
        let start = Gate()
        exactStart = start
        return publish(environment.schedule.windowOnly, lead: Self.exactLead, start)
    }

    private func publish(_ schedule: Schedule, lead: Int64, _ start: Gate? = nil) -> Timeline {
        publishersEnded = Countdown(cell.publishers, state: state)
        let timeline = Timeline(start: MonotonicClock.now() + lead, schedule: schedule)
        sampler.begin(timeline)
        publishers = (0..<cell.publishers).map { number in
            Publisher(
                number: number, schedule: schedule, timeline: timeline, broker: environment.broker,
                topics: environment.topics, capacity: cell.capacity, state: state,
                pacer: pacers.isEmpty ? nil : pacers[number], start: start)
        }
        for publisher in publishers {
            let ended = publishersEnded
            Task.detached {
                await publisher.run()
                ended.arrive()
            }
        }
        return timeline
    }

    private func warmUp(_ timeline: Timeline) {
        state.wait(until: timeline.windowStart)
    }

    private func measure(_ timeline: Timeline) {
        guard state.requestedEnding == nil else { return }
        profile { try $0.begin() }
        let heap = environment.heap?.allocated()
        state.enter(.window)
        var window = WindowFigures(
            planned: timeline.windowStart, start: MonotonicClock.now(), usage: ProcessUsage.now(), heap: heap)
        if let exactStart {
            figures.allocations = environment.heap.map { AllocationFigures(atStart: $0.allocations()) }
            exactStart.open()
        }
        if let end = timeline.windowEnd {
            state.wait(until: end)
        } else {
            state.wait(until: nil) { publishersEnded.isOver }
        }
        window.usageAtEnd = ProcessUsage.now()
        window.end = MonotonicClock.now()
        state.enter(.drain)
        window.heapAtEnd = environment.heap?.allocated()
        figures.window = window
        profile { try $0.end() }
    }

    private func profile(_ step: (any WindowProfiler) throws -> Void) {
        guard let profiler else { return }
        do { try step(profiler) } catch { state.fail("profile: \(error)") }
    }

    private func drain() {
        state.enter(.drain)
        let limit = MonotonicClock.now() + MonotonicClock.nanoseconds(seconds: cell.drainLimitS)
        while state.requestedEnding == nil, MonotonicClock.now() < limit {
            if publishersEnded.isOver, cell.exact ? environment.isEmptied : environment.isDrained { break }
            MonotonicClock.sleep(until: min(limit, MonotonicClock.now() + Self.drainCheck))
        }
        state.stopPublishing()
        if let heap = environment.heap, figures.allocations != nil {
            // For the last readers to park.
            MonotonicClock.sleep(until: MonotonicClock.now() + Self.settling)
            figures.allocations?.atEnd = heap.allocations()
            let counts = environment.recorder.counts()
            figures.allocations?.deliveries = counts.uniqueFast + counts.uniqueSlow
        }
        gaugesAtEnd = environment.broker.gauges
        figures.sendersAliveEnd = gaugesAtEnd?.sendersAlive
        figures.heapAfterDrain = environment.heap?.allocated()
    }

    /// Closes the accounts, then the broker; true once every reader and publisher has ended.
    private func end() -> Bool {
        state.enter(.stopping)
        for pacer in pacers { pacer.stop() }
        environment.sleeper?.wakeAll()
        let closed = Countdown(1, state: state)
        let broker = environment.broker
        Task.detached {
            await broker.close()
            closed.arrive()
        }
        awaitHandlers()
        let limit = MonotonicClock.now() + Self.closeLimit
        state.wait(until: limit, evenWhenEnding: true) { closed.isOver }
        environment.gate.open()
        state.wait(until: limit, evenWhenEnding: true) {
            closed.isOver && readersEnded.isOver && publishersEnded.isOver
        }
        if closed.isOver && readersEnded.isOver && publishersEnded.isOver { return true }
        let laggards = [
            (closed, "close() has not returned"), (readersEnded, "not every reader has ended"),
            (publishersEnded, "not every publish has returned"),
        ].filter { !$0.0.isOver }.map(\.1)
        state.fail(
            "\(Self.closeLimit / 1_000_000_000) s after the broker was to close, "
                + laggards.joined(separator: " and "))
        return false
    }

    /// Handlers end without a task that would tell of each.
    private func awaitHandlers() {
        guard cell.consumer == "handler" else { return }
        let (broker, ended, count) = (environment.broker, readersEnded, environment.subscribers.count)
        Task.detached {
            await broker.handlersEnded()
            for _ in 0..<count { ended.arrive() }
        }
    }

    private func abandon() {
        state.enter(.stopping)
        environment.sleeper?.wakeAll()
        environment.gate.open()
        let broker = environment.broker
        Task.detached { await broker.close() }
    }
}
