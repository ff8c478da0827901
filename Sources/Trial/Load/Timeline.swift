/// When the phases of a trial begin and end, in nanoseconds of the monotonic clock.
struct Timeline: Sendable, Equatable {
    /// Start of the warm-up.
    let start: Int64
    /// Start of the window, t0.
    let windowStart: Int64
    /// End of the window; nil where the last message ends it.
    let windowEnd: Int64?

    init(start: Int64, schedule: Schedule) {
        self.start = start
        windowStart = start + schedule.warmup
        windowEnd = schedule.duration.map { [windowStart] in windowStart + $0 }
    }
}
