import Foundation

/// CPU time of this process, all threads together, against the clock.
struct RunnerUsage {
    private let start = ContinuousClock.now
    private let cpu = Self.cpuSeconds()

    /// Share of a core since it was made.
    var coreShare: Double { (Self.cpuSeconds() - cpu) / (ContinuousClock.now - start).seconds }

    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let times = [usage.ru_utime, usage.ru_stime]
        return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
