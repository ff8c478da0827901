/// A timer that is reset far more often than it fires: a reset only moves the deadline, and the alarm beneath, when it
/// goes off too early, is set for the rest. A value, tested without a clock.
struct ReusableTimerState {
    /// When a tick is due; nil while stopped.
    private(set) var deadline: Int64?
    /// When the alarm beneath goes off; nil while it is not set.
    private(set) var alarm: Int64?

    enum Action: Equatable {
        case none
        /// Set the alarm for this time.
        case setAlarm(at: Int64)
        /// The deadline has passed.
        case tick
    }

    /// A tick is due at `deadline`, and not before.
    mutating func reset(to deadline: Int64) -> Action {
        self.deadline = deadline
        if let alarm, alarm <= deadline { return .none }
        alarm = deadline
        return .setAlarm(at: deadline)
    }

    /// No tick is due.
    mutating func stop() { deadline = nil }

    /// The alarm went off.
    mutating func alarmFired(now: Int64) -> Action {
        alarm = nil
        guard let deadline else { return .none }
        if now >= deadline {
            self.deadline = nil
            return .tick
        }
        alarm = deadline
        return .setAlarm(at: deadline)
    }
}
