import CSampler
import Glibc

/// Samples the process's threads: gives each a timer on its CPU clock, and counts the stacks that the signal handler
/// finds. Only one is at work in a process.
struct Sampler: Sendable {
    private let period: Int64
    private var roster = ThreadRoster()
    private var timers: [Int32: Int32] = [:]
    private var names: [Int32: String] = [:]
    private var unwinder: ImageUnwinder<ProcessMemory>
    private var generation: UInt64
    private var recording: CPURecording
    private var random = SystemRandomNumberGenerator()
    private var cpuAtStart: Int64 = 0
    private var monotonicStart: Int64 = 0

    /// How often it looks for new threads: more often after it has found some, and never for more than 2% of a CPU.
    private static let longestPause: Int64 = 20_000_000
    private static let shortestPause: Int64 = 2_000_000
    private static let mostStacks = 50_000

    /// Begins: every thread there is has a timer when this returns. `finish` must follow.
    init(period: Int64) throws(CPUProfileError) {
        guard csampler_can_read() == 0 else { throw .forbidden(SystemError("process_vm_readv", csampler_can_read())) }
        self.period = period
        generation = csampler_images_generation()
        let images = LoadedImages.capture()
        unwinder = ImageUnwinder(images: images, memory: ProcessMemory())
        recording = CPURecording(counts: StackCounts(most: Self.mostStacks), images: images, period: period)
        let code = images.code.map { csampler_range(low: $0.lowerBound, high: $0.upperBound) }
        switch csampler_start(Self.slots, code, code.count) {
        case 0: break
        case EBUSY: throw .alreadyRunning
        case let code: throw .system(SystemError("the signal handler of SIGPROF", code))
        }
        recording.start = Clock.wall
        monotonicStart = Clock.monotonic
        cpuAtStart = Clock.processCPU
        lookForThreads(but: nil)
    }

    /// Room for what all CPUs can sample while this thread is kept from running, for 160 ms at 100 Hz.
    private static var slots: UInt32 {
        let wanted = max(256, 16 * UInt32(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        return UInt32(1) << (32 - UInt32((wanted - 1).leadingZeroBitCount))
    }

    /// Samples until it is told to stop; on a thread of its own, which is not sampled.
    mutating func run(until stop: StopSignal) {
        let own = csampler_thread_id()
        let ownCPU = Clock.threadCPU
        var isStopped = false
        while !isStopped {
            isStopped = stop.wait(milliseconds: Int32((pause + 999_999) / 1_000_000))
            drain()
            guard !isStopped else { break }
            lookForThreads(but: own)
            lookForImages()
        }
        recording.processCPU = Clock.processCPU - cpuAtStart - (Clock.threadCPU - ownCPU)
        recording.duration = Clock.monotonic - monotonicStart
    }

    /// Ends it, gives SIGPROF back, and returns what was found.
    mutating func finish() -> CPURecording {
        for timer in timers.values { csampler_timer_delete(timer) }
        csampler_stop()
        drain()
        recording.lost = Int(csampler_lost()) + recording.counts.refused
        csampler_free()
        return recording
    }

    private var pause = Self.longestPause

    private mutating func drain() {
        while let sample = SampleReader.next() {
            let stack = StackWalk.callStack(of: sample.stack, source: &unwinder)
            recording.counts.add(stack, thread: names[sample.thread] ?? "", weight: sample.weight)
        }
    }

    private mutating func lookForThreads(but own: Int32?) {
        let start = Clock.monotonic
        let change = roster.look(at: ThreadList.threads().lazy.filter { $0 != own })
        for thread in change.added { arm(thread) }
        for thread in change.removed {
            names[thread] = nil
            if let timer = timers.removeValue(forKey: thread) { csampler_timer_delete(timer) }
        }
        for thread in change.settled {
            if let name = ThreadList.name(of: thread) { names[thread] = name }
        }
        let wanted = change.added.isEmpty ? min(2 * pause, Self.longestPause) : Self.shortestPause
        pause = min(max(wanted, 50 * (Clock.monotonic - start)), 1_000_000_000)
    }

    /// The first signal comes after a random part of the period: so a thread that runs for a tenth of one is seen with
    /// a probability of a tenth.
    private mutating func arm(_ thread: Int32) {
        var timer: Int32 = 0
        let first = UInt64.random(in: 1...UInt64(period), using: &random)
        switch csampler_timer_create(thread, first, UInt64(period), &timer) {
        case 0:
            timers[thread] = timer
            names[thread] = ThreadList.name(of: thread)
        case ESRCH: break  // it has ended
        case let code: recording.untimed[code, default: 0] += 1
        }
    }

    private mutating func lookForImages() {
        let now = csampler_images_generation()
        guard now != generation else { return }
        generation = now
        // What was unloaded stays known, for the samples that were taken in it.
        let loaded = LoadedImages.capture().all
        let gone = recording.images.all.filter { old in !loaded.contains { $0.addresses.overlaps(old.addresses) } }
        recording.images = LoadedImages(loaded + gone)
        unwinder = ImageUnwinder(images: recording.images, memory: ProcessMemory())
        let code = LoadedImages(loaded).code.map { csampler_range(low: $0.lowerBound, high: $0.upperBound) }
        _ = csampler_set_code(code, code.count)
    }
}
