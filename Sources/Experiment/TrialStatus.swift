/// How a trial ended. Every trial has one, whatever happened to its child.
public enum TrialStatus: String, Codable, Sendable, CaseIterable {
    /// Every figure stands.
    case ok
    /// The child said why it could not finish.
    case failed
    /// The child died of a signal, or left without a result.
    case crashed
    /// The watchdog ended it: no heartbeat, or past its wall-clock limit.
    case timeout
    /// The child's own allocated bytes passed the heap limit.
    case heapLimit = "heap_limit"
    /// The senders alive passed the overlap limit.
    case overrun

    /// Whether the strategy has earned this outcome; otherwise the run ends with exit code 4.
    public var isOutcome: Bool {
        switch self {
        case .ok, .heapLimit, .overrun: true
        case .failed, .crashed, .timeout: false
        }
    }
}
