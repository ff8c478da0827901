/// What timers are made of. One per broker.
protocol TimerSource: Sendable {
    /// Calls `fire` once, `nanoseconds` from now. It cannot be taken back, and stays in memory until then.
    func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void)

    /// A timer that can be set again and again.
    /// - Parameter fire: called each time it fires, on any thread. The alarm does not keep it from being released.
    func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm

    /// Timers armed now, and the most there have been.
    var armed: Gauge { get }

    /// The time that deadlines are reckoned in, in nanoseconds.
    func now() -> Int64
}

extension TimerSource {
    func now() -> Int64 { MonotonicTime.now() }
}

/// A timer that holds at most one deadline. Its owner calls it under a lock of its own.
protocol Alarm: AnyObject, Sendable {
    /// Fires once, `nanoseconds` from now; an earlier setting is forgotten.
    func set(after nanoseconds: Int64)

    /// Forgets its setting and frees what it holds; it is not used again. It may fire once more all the same.
    func cancel()
}

extension TimerSourceKind {
    func make() -> any TimerSource {
        switch self {
        case .task: TaskTimerSource()
        case .dispatch: DispatchTimerSource()
        }
    }
}
