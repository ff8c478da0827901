import Glibc

/// The one clock of a trial: CLOCK_MONOTONIC, in nanoseconds.
public enum MonotonicClock {
    /// Nanoseconds since some moment before the process began.
    @inline(__always)
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// CPU time of the calling thread in nanoseconds.
    static func threadCPUTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// CPU time of the process in nanoseconds.
    static func processCPUTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Blocks the calling thread until `deadline`.
    static func sleep(until deadline: Int64) {
        var time = timespec(nanoseconds: deadline)
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }

    /// Seconds as nanoseconds, rounded.
    static func nanoseconds(seconds: Double) -> Int64 { Int64((seconds * 1e9).rounded()) }

    /// Nanoseconds as seconds.
    static func seconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1e9 }
}

extension timespec {
    init(nanoseconds: Int64) {
        self.init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}
