import Testing

@testable import Broker

@Suite struct ReusableTimerStateTests {
    @Test func reset_SetsTheAlarm_WhenNoneIsSet() {
        var state = ReusableTimerState()
        #expect(state.reset(to: 5) == .setAlarm(at: 5))
    }

    @Test func reset_LeavesTheAlarm_WhenItGoesOffEarlier() {
        var state = ReusableTimerState()
        _ = state.reset(to: 5)
        #expect(state.reset(to: 8) == .none)
        #expect(state.alarmFired(now: 5) == .setAlarm(at: 8))
        #expect(state.alarmFired(now: 8) == .tick)
        #expect(state.deadline == nil && state.alarm == nil)
    }

    @Test func reset_SetsTheAlarmAnew_WhenTheDeadlineComesEarlier() {
        var state = ReusableTimerState()
        _ = state.reset(to: 8)
        #expect(state.reset(to: 5) == .setAlarm(at: 5))
    }

    @Test func alarm_DoesNothing_WhenStopped() {
        var state = ReusableTimerState()
        _ = state.reset(to: 5)
        state.stop()
        #expect(state.alarmFired(now: 5) == .none)
        #expect(state.reset(to: 9) == .setAlarm(at: 9))
    }
}
