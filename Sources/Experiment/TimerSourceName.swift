/// What the timers of a strategy are made of.
public enum TimerSourceName: String, Codable, Sendable, CaseIterable {
    /// A task of its own that sleeps.
    case task
    /// Dispatch's timers.
    case dispatch
    /// Scheduled tasks of one SwiftNIO event loop.
    case nio
    /// A hashed timing wheel.
    case wheel

    /// One line for `laggard list timer-sources`.
    public var summary: String {
        switch self {
        case .task: "a task of its own that sleeps (Task.sleep)"
        case .dispatch: "Dispatch timers (asyncAfter, DispatchSource)"
        case .nio: "scheduled tasks of one SwiftNIO event loop"
        case .wheel: "a hashed timing wheel of laggard's own, with ticks of 1 ms"
        }
    }
}
