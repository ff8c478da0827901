import Experiment
import HeapStatistics
import Synchronization

/// Looks at the process at every sample interval, on a thread of its own: the time series, the heartbeat, the limits.
///
/// Samples are kept until the next heartbeat, so that writing them does not follow on taking them. In the window of an
/// exact trial it is silent, so as not to be counted.
///
/// `@unchecked Sendable`: `timeline` and `isOver` are touched under the condition's lock; all else by the sampler's
/// thread alone, and read by others once that has ended.
final class Sampler: @unchecked Sendable {
    private static let heartbeat: Int64 = 200_000_000

    private let environment: TrialEnvironment
    private let emit: @Sendable (TrialLine) -> Void
    private let interval: Int64
    private let resident = ResidentSet()
    private let condition = MonotonicCondition()
    /// Held while it takes a sample; whether it may allocate no more.
    private let isSilent = Mutex(false)
    private var timeline: Timeline?
    private var isOver = false
    private var thread: WorkerThread?

    private var unsent: [(time: Int64, sample: TrialLine.Sample)] = []
    private var nextHeartbeat: Int64 = 0
    /// Nil where nothing is timed.
    private var recentLatency: RecentLatency?
    /// The window's heap samples.
    private(set) var series: HeapSeries
    private(set) var sendersAlivePeak: Int?
    private(set) var pendingTimersPeak: Int?
    private(set) var samplesTaken = 0
    /// CPU time of its thread, once that has ended.
    private(set) var cpuTime: Int64 = 0

    init(_ environment: TrialEnvironment, emit: @escaping @Sendable (TrialLine) -> Void) {
        self.environment = environment
        self.emit = emit
        interval = max(1_000_000, MonotonicClock.nanoseconds(seconds: environment.cell.sampleIntervalMs / 1_000))
        let window = environment.schedule.duration ?? 60_000_000_000
        series = HeapSeries(capacity: Int(min(1_000_000, window / interval + 100)))
        // Here, before the heap is looked at.
        recentLatency = environment.isTimed ? RecentLatency() : nil
        unsent.reserveCapacity(Int(Self.heartbeat / interval) + 100)
        thread = WorkerThread(name: "sampler") { [unowned self] in loop() }
    }

    /// The phases have their times now.
    func begin(_ timeline: Timeline) { condition.withLock { self.timeline = timeline } }

    /// From when this returns on it neither allocates nor writes a line: it keeps to peaks and limits.
    func fallSilent() { isSilent.withLock { $0 = true } }

    /// Sends what is left, ends the thread and waits for it.
    func stop() {
        condition.withLock {
            isOver = true
            condition.signalAll()
        }
        thread?.join()
        thread = nil
    }

    private func loop() {
        var next = MonotonicClock.now()
        nextHeartbeat = next
        while rest(until: next) {
            isSilent.withLock { isSilent in take(isSilent: isSilent) }
            samplesTaken += 1
            // A sample that was missed is not made up for.
            next = max(next + interval, MonotonicClock.now())
        }
        heartbeat(environment.state.phase, now: MonotonicClock.now(), windowStart: windowStart)
        cpuTime = MonotonicClock.threadCPUTime()
    }

    /// Whether it goes on.
    private func rest(until deadline: Int64) -> Bool {
        condition.withLock {
            while !isOver, MonotonicClock.now() < deadline { condition.wait(until: deadline) }
            return !isOver
        }
    }

    private var windowStart: Int64? { condition.withLock { timeline?.windowStart } }

    private func take(isSilent: Bool) {
        let now = MonotonicClock.now()
        let windowStart = windowStart
        let phase = environment.state.phase
        let heap = environment.heap?.sample()
        let gauges = environment.broker.gauges
        notePeaks(gauges)
        checkLimits(heap, gauges)
        guard !isSilent else {
            if phase == .window, let heap { series.note(allocated: heap.allocated, resident: heap.resident) }
            return
        }
        if phase == .window, let heap, let windowStart {
            series.add(
                elapsedS: MonotonicClock.seconds(now - windowStart), allocated: heap.allocated, resident: heap.resident)
        }
        unsent.append((now, sample(phase, heap, gauges)))
        guard now >= nextHeartbeat else { return }
        nextHeartbeat = now + Self.heartbeat
        heartbeat(phase, now: now, windowStart: windowStart)
    }

    private func sample(_ phase: TrialPhase, _ heap: HeapSample?, _ gauges: BrokerGauges) -> TrialLine.Sample {
        var sample = TrialLine.Sample(elapsedS: 0, phase: phase.name)
        sample.allocatedBytes = heap?.allocated
        sample.activeBytes = heap?.active
        sample.metadataBytes = heap?.metadata
        sample.residentBytes = heap?.resident
        sample.mappedBytes = heap?.mapped
        sample.retainedBytes = heap?.retained
        sample.rssBytes = resident.bytes()
        let deliveries = environment.recorder.counts().received
        let drops = environment.observer.allDrops
        sample.deliveries = deliveries
        sample.drops = drops
        sample.sendersAlive = gauges.sendersAlive
        sample.pendingTimers = gauges.pendingTimers
        // What is neither received nor dropped is in a buffer, unless a broadcast is still under way.
        if gauges.sendersAlive == 0 {
            sample.depth = max(0, environment.topics.expectedDeliveries - deliveries - drops)
        }
        return sample
    }

    private func notePeaks(_ gauges: BrokerGauges) {
        if let alive = gauges.sendersAlivePeak ?? gauges.sendersAlive {
            sendersAlivePeak = max(sendersAlivePeak ?? 0, alive)
        }
        if let armed = gauges.pendingTimersPeak ?? gauges.pendingTimers {
            pendingTimersPeak = max(pendingTimersPeak ?? 0, armed)
        }
    }

    private func checkLimits(_ heap: HeapSample?, _ gauges: BrokerGauges) {
        let cell = environment.cell
        if let heap, heap.allocated > cell.heapLimitBytes {
            environment.state.end(
                .init(
                    status: .heapLimit,
                    detail: "\(heap.allocated) bytes allocated, above the limit of \(cell.heapLimitBytes)"))
        }
        if let alive = gauges.sendersAlive, alive > cell.overlapLimit {
            environment.state.end(
                .init(status: .overrun, detail: "\(alive) senders alive, above the limit of \(cell.overlapLimit)"))
        }
    }

    // MARK: Lines

    private func heartbeat(_ phase: TrialPhase, now: Int64, windowStart: Int64?) {
        flush(windowStart: windowStart)
        emit(.progress(progress(phase, now: now, windowStart: windowStart)))
    }

    /// Until the window has a time, samples wait: they are dated from its start.
    private func flush(windowStart: Int64?) {
        guard let windowStart else { return }
        for entry in unsent {
            var sample = entry.sample
            sample.elapsedS = MonotonicClock.seconds(entry.time - windowStart)
            emit(.sample(sample))
        }
        unsent.removeAll(keepingCapacity: true)
    }

    private func progress(_ phase: TrialPhase, now: Int64, windowStart: Int64?) -> TrialLine.Progress {
        var metrics = environment.cumulativeMetrics
        metrics[.heapPeak] = series.allocatedPeak.map(Double.init)
        metrics[.residentPeak] = series.residentPeak.map(Double.init)
        metrics[.sendersAlivePeak] = sendersAlivePeak.map(Double.init)
        metrics[.pendingTimersPeak] = pendingTimersPeak.map(Double.init)
        metrics[.maxResident] = Double(ProcessUsage.now().maxResidentBytes)
        let elapsed = windowStart.map { MonotonicClock.seconds(now - $0) } ?? -environment.cell.warmupS
        return TrialLine.Progress(
            phase: phase.name, elapsedS: elapsed, metrics: metrics,
            recentFastP99Ns: recentLatency?.p99(environment.recorder))
    }
}
