/// Why there is no heap profile.
public enum HeapProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another allocator serves this process.
    case noJemalloc
    /// jemalloc was started without its profiler, or built without.
    case noProfiler
    /// Nothing has been sampled yet.
    case notStarted
    /// jemalloc refused; an errno.
    case refused(SystemError)
    /// jemalloc's own profile is in a form that is not known here.
    case unreadable(line: Int)

    public var description: String {
        switch self {
        case .noJemalloc:
            "no heap profile: this program's allocator is not jemalloc. Depend on the product JemallocProfiling, "
                + "or start the program with LD_PRELOAD=libjemalloc.so.2 and \(Self.advice)"
        case .noProfiler:
            "no heap profile: jemalloc's profiler is off. Start the program with \(Self.advice) "
                + "(a jemalloc built without its profiler cannot), or depend on the product JemallocProfiling"
        case .notStarted:
            "no heap profile: nothing has been sampled. Call HeapProfile.start(), or start the program with "
                + "\(Self.advice),prof_active:true"
        case .refused(let error): "no heap profile: \(error)"
        case .unreadable(let line): "no heap profile: line \(line) of jemalloc's own is not understood"
        }
    }

    private static let advice = "MALLOC_CONF=prof:true,prof_accum:true,lg_prof_sample:17"
}
