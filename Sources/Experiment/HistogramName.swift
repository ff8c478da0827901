/// A histogram that a trial hands over: what was timed, in nanoseconds, over the window's messages.
public enum HistogramName: String, Codable, Sendable, CaseIterable {
    case fastLatency = "fast_latency"
    case fastUncorrected = "fast_uncorrected"
    case slowLatency = "slow_latency"
    case slowUncorrected = "slow_uncorrected"
    case sendDelay = "send_delay"
    case serviceTime = "service_time"
    case sendWait = "send_wait"
}
