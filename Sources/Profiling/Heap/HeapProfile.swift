import CSampler
import Glibc
import Synchronization

/// Heap profiles: which functions allocated what is in use, and what was allocated in all.
///
/// ```swift
/// try HeapProfile.start()
/// work()
/// try HeapProfile.capture().write(to: "heap.pb.gz")    // go tool pprof heap.pb.gz
/// ```
///
/// jemalloc samples the allocations; it must serve the program, with its profiler on. The product `JemallocProfiling`
/// sees to both.
public enum HeapProfile {
    /// What a profile shows unless its reader asks for the other.
    public enum Kind: Sendable {
        /// Allocated and not freed.
        case inUse
        /// Allocated since sampling began, freed or not.
        case allocated
    }

    /// Begins to sample allocations: what was allocated before is in no profile.
    ///
    /// - Throws: `HeapProfileError`.
    public static func start() throws(HeapProfileError) {
        try change { $0.isWanted = true }
    }

    /// Ends sampling. What was sampled stays known.
    ///
    /// - Throws: `HeapProfileError`.
    public static func stop() throws(HeapProfileError) {
        try change { $0.isWanted = false }
    }

    /// Whether allocations are sampled now.
    public static var isActive: Bool { Jemalloc().map { $0.isProfiling && $0.isActive } ?? false }

    /// The heap as it is now. Blocks while names are looked up, some tenths of a second as a rule: from a task, `await`
    /// the other `capture()`.
    ///
    /// - Throws: `HeapProfileError`.
    public static func capture(_ kind: Kind = .inUse) throws(HeapProfileError) -> Profile {
        Profile(try record(), default: kind)
    }

    /// The heap as it is now. The thread that runs the task is free while names are looked up.
    ///
    /// - Throws: `HeapProfileError`.
    public static func capture(_ kind: Kind = .inUse) async throws(HeapProfileError) -> Profile {
        let recording = try record()
        return await awaitBlocking("pprof-names") { Profile(recording, default: kind) }
    }

    private static let demand = Mutex(SamplingDemand())

    /// Begins to sample for somebody who will say when it was long enough, whatever others want meanwhile.
    static func startForATime() throws(HeapProfileError) {
        try change { $0.begin() }
    }

    static func endTime() {
        try? change { $0.end() }
    }

    private static func change(_ body: (inout SamplingDemand) -> Void) throws(HeapProfileError) {
        let jemalloc = try profiler()
        let status = demand.withLock { demand in
            // Started by its settings, or by somebody else's `mallctl`.
            if demand.times == 0 { demand.isWanted = jemalloc.isActive }
            body(&demand)
            return jemalloc.setActive(demand.isActive)
        }
        guard status == 0 else { throw .refused(SystemError("mallctl prof.active", status)) }
    }

    private static func profiler() throws(HeapProfileError) -> Jemalloc {
        guard let jemalloc = Jemalloc() else { throw .noJemalloc }
        guard jemalloc.isProfiling else { throw .noProfiler }
        return jemalloc
    }

    /// What jemalloc has sampled.
    static func record() throws(HeapProfileError) -> HeapRecording {
        let jemalloc = try profiler()
        let text = try dump(jemalloc)
        let dump: HeapDump
        do { dump = try HeapDump(text) } catch { throw .unreadable(line: error.line) }
        guard jemalloc.isActive || !dump.buckets.isEmpty else { throw .notStarted }
        return HeapRecording(
            dump: dump, accumulates: jemalloc.accumulates, images: .capture(), time: Clock.wall,
            isActive: jemalloc.isActive)
    }

    /// jemalloc writes to files only: this one is in memory.
    private static func dump(_ jemalloc: Jemalloc) throws(HeapProfileError) -> [UInt8] {
        let file = csampler_memory_file("heap profile")
        guard file >= 0 else { throw .refused(SystemError("memfd_create", errno)) }
        defer { close(file) }
        let status = jemalloc.dump(to: "/proc/self/fd/\(file)")
        guard status == 0 else { throw .refused(SystemError("mallctl prof.dump", status)) }
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0 else { throw .refused(SystemError("lseek", errno)) }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count else { throw .refused(SystemError("pread", errno)) }
        return bytes
    }
}
