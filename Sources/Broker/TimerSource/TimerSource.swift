/// What timers are made of. One per broker; conform to it to give a broker timers of your own.
public protocol TimerSource: Sendable {
    /// Calls `fire` once, `nanoseconds` from now. It cannot be taken back, and stays in memory until then.
    func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void)

    /// A timer that can be set again and again.
    /// - Parameter fire: called each time it fires, on any thread. The alarm does not keep it from being released.
    func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm

    /// Returns when `nanoseconds` have passed, or the task is cancelled. By default it sets an alarm.
    func sleep(nanoseconds: Int64) async

    /// Timers armed now, and the most there have been.
    var armed: Gauge { get }

    /// The time that deadlines are reckoned in, in nanoseconds.
    func now() -> Int64
}

extension TimerSource {
    /// Nanoseconds of the monotonic clock.
    public func now() -> Int64 { MonotonicTime.now() }

    public func sleep(nanoseconds: Int64) async {
        var alarm: (any Alarm)?
        _ = await CancellableWait().run { wait, turn in
            let made = makeAlarm { if wait.claim(turn, .timedOut) { wait.resume(.timedOut) } }
            alarm = made
            made.set(after: nanoseconds)
        }
        alarm?.cancel()
    }
}

/// A timer that holds at most one deadline. Its owner calls it under a lock of its own.
public protocol Alarm: AnyObject, Sendable {
    /// Fires once, `nanoseconds` from now; an earlier setting is forgotten.
    func set(after nanoseconds: Int64)

    /// Forgets its setting and frees what it holds; it is not used again. It may fire once more all the same.
    func cancel()
}

extension TimerSourceKind {
    /// - Parameter wheelResolution: nanoseconds of a tick of the wheel.
    func make(wheelResolution: Int64 = 1_000_000) -> any TimerSource {
        switch self {
        case .task: TaskTimerSource()
        case .dispatch: DispatchTimerSource()
        case .wheel: WheelTimerSource(resolution: wheelResolution)
        }
    }
}
