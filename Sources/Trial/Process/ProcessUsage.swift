import Glibc

/// What the kernel has counted for this process.
struct ProcessUsage: Sendable, Equatable {
    var userS: Double
    var systemS: Double
    var voluntarySwitches: Int
    var involuntarySwitches: Int
    /// Largest resident set so far.
    var maxResidentBytes: Int

    static func now() -> ProcessUsage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessUsage(
            userS: usage.ru_utime.inSeconds, systemS: usage.ru_stime.inSeconds,
            voluntarySwitches: usage.ru_nvcsw, involuntarySwitches: usage.ru_nivcsw,
            maxResidentBytes: usage.ru_maxrss * 1_024)
    }
}

extension timeval {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
