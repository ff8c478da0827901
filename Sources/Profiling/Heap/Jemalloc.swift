import CSampler
import Glibc

/// The jemalloc of this process, found at run time: who wants no heap profiles need not link it.
struct Jemalloc: Sendable {
    private let control: csampler_mallctl

    /// Nil where there is none.
    init?() {
        guard let control = csampler_find_mallctl() else { return nil }
        self.control = control
    }

    /// Whether it was built with its profiler and started with it.
    var isProfiling: Bool { read("opt.prof") ?? false }

    /// Whether it counts what was allocated and freed again, too.
    var accumulates: Bool { read("opt.prof_accum") ?? false }

    /// Whether allocations are sampled now.
    var isActive: Bool { read("prof.active") ?? false }

    /// 0 or an errno.
    func setActive(_ isActive: Bool) -> Int32 { write("prof.active", isActive) }

    /// From here on, what this thread allocates is not sampled.
    func leaveOutThisThread() {
        if isProfiling { _ = write("thread.prof.active", false) }
    }

    /// Writes its profile to a file. 0 or an errno.
    func dump(to path: String) -> Int32 {
        path.withCString { write("prof.dump", $0) }
    }

    private func read<Value: BitwiseCopyable & ExpressibleByBooleanLiteral>(_ name: String) -> Value? {
        var value: Value = false
        var size = MemoryLayout<Value>.size
        return control(name, &value, &size, nil, 0) == 0 ? value : nil
    }

    private func write<Value: BitwiseCopyable>(_ name: String, _ value: Value) -> Int32 {
        var value = value
        return control(name, nil, nil, &value, MemoryLayout<Value>.size)
    }
}
