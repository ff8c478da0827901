/// Timers on a hashed timing wheel: a node of 40 bytes each in memory that is used again, no allocation in the steady
/// state. They fire at whole ticks of the resolution, never early.
///
/// The thread that turns the wheel ends with the source, and what is still armed then is forgotten.
final class WheelTimerSource: TimerSource {
    private let thread: WheelThread

    /// - Parameter resolution: nanoseconds of a tick.
    init(resolution: Int64) { thread = WheelThread(resolution: resolution) }

    deinit { thread.stop() }

    var armed: Gauge { thread.armed }

    func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void) {
        thread.arm(after: nanoseconds, fire)
    }

    func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm { WheelAlarm(thread, fire) }
}

/// One place on the wheel at a time. Setting it takes it off and puts it on elsewhere.
final class WheelAlarm: Alarm, @unchecked Sendable {
    // Sendable: `token` is the wheel thread's, touched under its lock only.
    private let thread: WheelThread
    let fire: WheelThread.Fire
    var token: TimingWheel<WheelThread.Fire>.Token?

    init(_ thread: WheelThread, _ fire: @escaping WheelThread.Fire) {
        self.thread = thread
        self.fire = fire
    }

    deinit { cancel() }

    func set(after nanoseconds: Int64) { thread.arm(self, after: nanoseconds) }

    func cancel() { thread.cancel(self) }
}
