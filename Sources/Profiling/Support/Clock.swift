import Glibc

enum Clock {
    /// Nanoseconds since some moment; never goes back.
    static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since 1970, UTC.
    static var wall: Int64 { read(CLOCK_REALTIME) }

    /// Nanoseconds that the CPUs have spent on this process.
    static var processCPU: Int64 { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// Nanoseconds that the CPUs have spent on the calling thread.
    static var threadCPU: Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
