import Glibc
import Synchronization

/// A CPU profile that is being made: which functions the process's threads spend their CPU time in.
///
/// ```swift
/// let profile = try CPUProfile.start()
/// work()
/// try profile.stop().write(to: "cpu.pb.gz")    // go tool pprof cpu.pb.gz
/// ```
///
/// Every thread is sampled by the CPU time it uses, so a thread that waits costs and counts nothing. SIGPROF is taken
/// meanwhile; whoever had it gets it back, and gets its own signals all the time. A process has one profile at a time.
public final class CPUProfile: Sendable {
    private enum State {
        case running(StopSignal, NamedThread<CPURecording>, process: pid_t)
        case stopped
    }

    private let state: Mutex<State>

    /// The process that has one, from its start until SIGPROF is given back; 0: none. After a fork that may be another.
    private static let owner = Atomic<pid_t>(0)

    static var isRunning: Bool { owner.load(ordering: .acquiring) == getpid() }

    /// Begins one; every thread is being sampled when this returns.
    ///
    /// - Parameter samplesPerSecond: of CPU time, of each thread, 1 to 1,000.
    /// - Throws: `CPUProfileError`.
    public static func start(samplesPerSecond: Int = 100) throws(CPUProfileError) -> CPUProfile {
        try CPUProfile(samplesPerSecond: samplesPerSecond)
    }

    private init(samplesPerSecond: Int) throws(CPUProfileError) {
        guard (1...1_000).contains(samplesPerSecond) else { throw .badRate(samplesPerSecond) }
        let other = Self.owner.load(ordering: .acquiring)
        guard other != getpid(),
            Self.owner.compareExchange(expected: other, desired: getpid(), ordering: .acquiringAndReleasing).exchanged
        else { throw .alreadyRunning }
        do {
            state = Mutex(try Self.begin(period: 1_000_000_000 / Int64(samplesPerSecond)))
        } catch {
            Self.owner.store(0, ordering: .releasing)
            throw error
        }
    }

    private static func begin(period: Int64) throws(CPUProfileError) -> State {
        let stop: StopSignal
        do { stop = try StopSignal() } catch { throw .system(error) }
        let sampler = try Sampler(period: period)
        do {
            let thread = try NamedThread("pprof-sampler") {
                var sampler = sampler
                sampler.run(until: stop)
                return sampler.finish()
            }
            return .running(stop, thread, process: getpid())
        } catch {
            var sampler = sampler
            _ = sampler.finish()
            throw .system(error)
        }
    }

    deinit {
        _ = try? recording()
    }

    /// Ends it. Blocks the calling thread while names are looked up, some tenths of a second as a rule: from a task,
    /// `await` the other `stop()`.
    ///
    /// - Throws: `CPUProfileError.stopped` the second time.
    public func stop() throws(CPUProfileError) -> Profile {
        let recording = try recording()
        return Profile(recording)
    }

    /// Ends it. The thread that runs the task is free while names are looked up.
    ///
    /// - Throws: `CPUProfileError.stopped` the second time.
    public func stop() async throws(CPUProfileError) -> Profile {
        let recording = try recording()
        return await awaitBlocking("pprof-names") { Profile(recording) }
    }

    /// Ends it, and leaves the names to be looked up.
    func recording() throws(CPUProfileError) -> CPURecording {
        let state = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        // A fork has the object, and neither the timers nor the thread.
        guard case .running(let stop, let thread, let process) = state, process == getpid() else { throw .stopped }
        stop.raise()
        defer { Self.owner.store(0, ordering: .releasing) }
        return thread.join()
    }
}
