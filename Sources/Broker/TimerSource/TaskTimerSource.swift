import Synchronization

/// Timers made of tasks that sleep: about 2.1 KB and 4 us each.
final class TaskTimerSource: TimerSource {
    let armed = Gauge()

    func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void) {
        armed.add()
        Task.detached { [armed] in
            try? await Task.sleep(nanoseconds: UInt64(max(0, nanoseconds)))
            armed.remove()
            fire()
        }
    }

    func sleep(nanoseconds: Int64) async {
        guard !Task.isCancelled else { return }
        armed.add()
        try? await Task.sleep(nanoseconds: UInt64(max(0, nanoseconds)))
        armed.remove()
    }

    func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm {
        TaskAlarm(armed: armed, fire)
    }
}

/// A sleeping task that is cancelled and replaced when the alarm is set again.
private final class TaskAlarm: Alarm {
    private let armed: Gauge
    private let fire: @Sendable () -> Void
    private let sleeper = Mutex<Task<Void, Never>?>(nil)

    init(armed: Gauge, _ fire: @escaping @Sendable () -> Void) {
        self.armed = armed
        self.fire = fire
    }

    func set(after nanoseconds: Int64) {
        armed.add()
        let next = Task.detached { [armed, fire] in
            let slept: Void? = try? await Task.sleep(nanoseconds: UInt64(max(0, nanoseconds)))
            armed.remove()
            if slept != nil { fire() }
        }
        replace(with: next)
    }

    func cancel() { replace(with: nil) }

    private func replace(with next: Task<Void, Never>?) {
        let last = sleeper.withLock { sleeper in
            let last = sleeper
            sleeper = next
            return last
        }
        last?.cancel()
    }
}
