import Synchronization

/// A ticker as Go's `NewTicker` gives one: a tick every period, lost where the last one is still in the buffer.
///
/// Started again while its alarm is still set, it keeps its phase: a tick comes within one period all the same.
final class Ticker: Sendable {
    private struct Guarded {
        var isRunning = false
        /// When the alarm goes off; nil while it is not set.
        var due: Int64?
        var alarm: (any Alarm)?
        /// Itself, while the alarm is set.
        var keptAlive: Ticker?
    }
    let ticks = TickBuffer()
    private let source: any TimerSource
    private let period: Int64
    private let guarded = Mutex(Guarded())

    /// - Parameter period: nanoseconds between two ticks.
    init(source: any TimerSource, period: Int64) {
        self.source = source
        self.period = max(1, period)
    }

    func start() {
        guarded.withLock { guarded in
            guarded.isRunning = true
            guard guarded.due == nil else { return }
            let now = source.now()
            set(&guarded, at: now + period, now: now)
        }
    }

    /// No tick comes until it is started again. The alarm is left to run out.
    func stop() {
        guarded.withLock { $0.isRunning = false }
    }

    /// As `stop()`, and nothing stays armed.
    func disarm() {
        guarded.withLock {
            $0.isRunning = false
            $0.due = nil
            $0.alarm?.cancel()
            $0.alarm = nil
            $0.keptAlive = nil
        }
    }

    private func alarmFired() {
        let timedOut = guarded.withLock { guarded -> SendWait? in
            guard let due = guarded.due else { return nil }
            guarded.due = nil
            guard guarded.isRunning else {
                guarded.keptAlive = nil
                return nil
            }
            let now = source.now()
            // The next multiple of the period: ticks that could not be in time are skipped, not caught up with.
            let missed = max(0, (now - due) / period)
            set(&guarded, at: due + (missed + 1) * period, now: now)
            return ticks.leaveTick()
        }
        timedOut?.resume(.timedOut)
    }

    private func set(_ guarded: inout Guarded, at due: Int64, now: Int64) {
        let alarm = guarded.alarm ?? source.makeAlarm { [weak self] in self?.alarmFired() }
        guarded.alarm = alarm
        guarded.due = due
        guarded.keptAlive = self
        alarm.set(after: max(0, due - now))
    }
}
