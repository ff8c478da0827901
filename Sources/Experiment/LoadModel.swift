/// What decides when the next message is published.
public enum LoadModel: String, Codable, Sendable, CaseIterable {
    /// By schedule: message i is intended at t0 + i/rate, whatever happened to message i-1.
    case open
    /// As fast as `publish` returns. A closed loop: it has throughput and no latency worth the name.
    case saturated
}
