import Synchronization

@testable import Broker

/// Timers that fire when the test says so.
final class ManualTimerSource: TimerSource {
    private struct State {
        var now: Int64 = 0
        var next = 0
        var due: [Int: (at: Int64, fire: @Sendable () -> Void)] = [:]
        var armedEver = 0
    }
    let armed = Gauge()
    private let state = Mutex(State())

    func now() -> Int64 { state.withLock { $0.now } }

    /// Timers armed since the start, whatever became of them.
    var armedEver: Int { state.withLock { $0.armedEver } }

    func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void) {
        _ = arm(after: nanoseconds, fire)
    }

    func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm { ManualAlarm(self, fire) }

    fileprivate func arm(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void) -> Int {
        armed.add()
        return state.withLock { state in
            state.next += 1
            state.armedEver += 1
            state.due[state.next] = (state.now + nanoseconds, fire)
            return state.next
        }
    }

    fileprivate func disarm(_ id: Int) {
        if state.withLock({ $0.due.removeValue(forKey: id) }) != nil { armed.remove() }
    }

    /// Lets that much time pass, firing what is due on the way, in order.
    func advance(by duration: Duration) {
        let end = now() + duration.nanoseconds
        while let fire = popDue(until: end) { fire() }
        state.withLock { $0.now = end }
    }

    private func popDue(until end: Int64) -> (@Sendable () -> Void)? {
        let fire = state.withLock { state -> (@Sendable () -> Void)? in
            guard let first = state.due.min(by: { ($0.value.at, $0.key) < ($1.value.at, $1.key) }),
                first.value.at <= end
            else { return nil }
            state.due[first.key] = nil
            state.now = max(state.now, first.value.at)
            return first.value.fire
        }
        if fire != nil { armed.remove() }
        return fire
    }
}

private final class ManualAlarm: Alarm {
    private let source: ManualTimerSource
    private let fire: @Sendable () -> Void
    private let id = Mutex<Int?>(nil)

    init(_ source: ManualTimerSource, _ fire: @escaping @Sendable () -> Void) {
        self.source = source
        self.fire = fire
    }

    func set(after nanoseconds: Int64) {
        cancel()
        let armed = source.arm(after: nanoseconds, fire)
        id.withLock { $0 = armed }
    }

    func cancel() {
        let last = id.withLock { id in
            defer { id = nil }
            return id
        }
        if let last { source.disarm(last) }
    }
}
