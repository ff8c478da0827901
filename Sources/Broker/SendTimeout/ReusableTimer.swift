import Synchronization

/// A timer as Go's `NewTimer` gives one, with its tick buffer: it can be stopped and reset.
///
/// While it may fire it stays in memory, whoever has forgotten it.
final class ReusableTimer: Sendable {
    private struct Guarded {
        var state = ReusableTimerState()
        var alarm: (any Alarm)?
        /// Itself, while the alarm is set.
        var keptAlive: ReusableTimer?
    }
    let ticks = TickBuffer()
    private let source: any TimerSource
    private let guarded = Mutex(Guarded())

    init(source: any TimerSource) { self.source = source }

    /// A tick is due `nanoseconds` from now. A tick that is in the buffer stays there.
    func reset(after nanoseconds: Int64) {
        let now = source.now()
        guarded.withLock { perform($0.state.reset(to: now + nanoseconds), &$0, now: now) }
    }

    /// Stops, drains the buffer and resets, as one step: no old tick can come after it.
    func drainAndReset(after nanoseconds: Int64) { drainAndReset(after: nanoseconds, now: source.now()) }

    /// As above, by a look at the clock that the caller has had.
    func drainAndReset(after nanoseconds: Int64, now: Int64) {
        guarded.withLock {
            ticks.take()
            perform($0.state.reset(to: now + nanoseconds), &$0, now: now)
        }
    }

    /// No tick is due. The alarm beneath is kept for the next reset.
    func stop() {
        guarded.withLock { $0.state.stop() }
    }

    /// No tick is due, and nothing stays armed. A later reset starts anew.
    func disarm() {
        guarded.withLock {
            $0.state = ReusableTimerState()
            $0.alarm?.cancel()
            $0.alarm = nil
            $0.keptAlive = nil
        }
    }

    private func alarmFired() {
        let timedOut = guarded.withLock { guarded -> SendWait? in
            let now = source.now()
            let action = guarded.state.alarmFired(now: now)
            perform(action, &guarded, now: now)
            if guarded.state.alarm == nil { guarded.keptAlive = nil }
            return action == .tick ? ticks.leaveTick() : nil
        }
        timedOut?.resume(.timedOut)
    }

    private func perform(_ action: ReusableTimerState.Action, _ guarded: inout Guarded, now: Int64) {
        guard case .setAlarm(let at) = action else { return }
        let alarm = guarded.alarm ?? source.makeAlarm { [weak self] in self?.alarmFired() }
        guarded.alarm = alarm
        guarded.keptAlive = self
        alarm.set(after: max(0, at - now))
    }
}
