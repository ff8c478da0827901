/// A histogram that a trial hands over: what was timed, in nanoseconds, over the window's messages.
public enum HistogramName: String, Codable, Sendable, CaseIterable {
    /// End-to-end latency of the fast class, from the intended publish.
    case fastLatency = "fast_latency"
    /// The same from the actual publish, which hides coordinated omission.
    case fastUncorrected = "fast_uncorrected"
    /// End-to-end latency of the slow class, from the intended publish.
    case slowLatency = "slow_latency"
    /// The same from the actual publish.
    case slowUncorrected = "slow_uncorrected"
    /// Intended to actual publish.
    case sendDelay = "send_delay"
    /// Actual publish to publish returned.
    case serviceTime = "service_time"
    /// Waits for room in one full subscription.
    case sendWait = "send_wait"
}
