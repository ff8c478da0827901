/// In which way a slow subscriber is slow.
public enum SlowKind: String, Codable, Sendable, CaseIterable {
    /// Sleeps for `slow_delay` after every message.
    case constant
    /// Stops for `slow_delay` after every `slow_burst` messages.
    case bursty
    /// Sleeps for a heavy-tailed random time with mean `slow_delay` after every message.
    case pareto
    /// Computes for `slow_delay` after every message.
    case cpu
    /// Never reads again after warm-up.
    case stalled
}
