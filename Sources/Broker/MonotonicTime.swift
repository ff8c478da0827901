#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Nanoseconds of the monotonic clock: cheaper per send than `ContinuousClock`, whose `Duration` has 128 bits.
@usableFromInline
enum MonotonicTime {
    @usableFromInline
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
