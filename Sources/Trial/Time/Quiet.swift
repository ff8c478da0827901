/// Waits until this process has nothing to do.
enum Quiet {
    /// Between two looks.
    private static let step: Int64 = 1_000_000
    /// Most CPU time between two looks that is still quiet: the sampler's own may be in it.
    private static let allowance: Int64 = 250_000
    /// Looks in a row: a thread that has work, and no core for it, is quiet as well.
    private static let looks = 3

    /// Blocks the calling thread until the process has used next to no CPU time for 3 ms, or until `limit`.
    static func wait(until limit: Int64) {
        var last = MonotonicClock.processCPUTime()
        var quiet = 0
        while quiet < looks, MonotonicClock.now() < limit {
            MonotonicClock.sleep(until: min(limit, MonotonicClock.now() + step))
            let used = MonotonicClock.processCPUTime()
            quiet = used - last <= allowance ? quiet + 1 : 0
            last = used
        }
    }
}
