/// What the timers of a strategy are made of.
public enum TimerSourceName: String, Codable, Sendable, CaseIterable {
    case task
    case dispatch

    /// One line for `laggard list timer-sources`.
    public var summary: String {
        switch self {
        case .task: "a task of its own that sleeps (Task.sleep)"
        case .dispatch: "Dispatch timers (asyncAfter, DispatchSource)"
        }
    }
}
