import Synchronization
import Testing

@testable import Broker

/// On the real clock, since the thread sleeps by it: what is asserted holds however late it wakes up.
@Suite struct WheelTimerSourceTests {
    @Test(arguments: [1_000_000, 300_000, 7_000_000] as [Int64])
    func timer_NeverFiresEarly(resolution: Int64) async {
        let source = WheelTimerSource(resolution: resolution)
        let lateness = Mutex<[Int64]>([])
        let count = 300
        for number in 0..<count {
            let after = Int64(number) * 97_003
            let deadline = MonotonicTime.now() + after
            source.fireOnce(after: after) {
                let late = MonotonicTime.now() - deadline
                lateness.withLock { $0.append(late) }
            }
        }
        await eventually { lateness.withLock { $0.count } == count }
        #expect(lateness.withLock { $0.min() ?? -1 } >= 0)
        #expect(source.armed.current == 0 && source.armed.peak <= count)
    }

    @Test func alarm_FiresOnce_WhenItIsSetAgainAndAgain() async {
        let source = WheelTimerSource(resolution: 1_000_000)
        let fired = Atomic<Int>(0)
        let done = Atomic<Bool>(false)
        let alarm = source.makeAlarm { fired.add(1, ordering: .relaxed) }
        for _ in 0..<1_000 { alarm.set(after: 3_600_000_000_000) }
        #expect(source.armed.current == 1)
        alarm.set(after: 1_000_000)
        source.fireOnce(after: 5_000_000) { done.store(true, ordering: .releasing) }
        await eventually { done.load(ordering: .acquiring) }
        #expect(fired.load(ordering: .relaxed) == 1)
    }

    @Test func sleeper_IsWoken_WhenAnEarlierTimerIsArmed() async {
        let source = WheelTimerSource(resolution: 1_000_000)
        let alarm = source.makeAlarm {}
        alarm.set(after: .max)
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            source.fireOnce(after: 1_000_000) { continuation.resume() }
        }
        #expect(source.armed.current == 1)
        alarm.cancel()
        #expect(source.armed.current == 0)
    }

    /// A sender's timer may outlive the source of its broker.
    @Test func alarm_CanBeSetAndCancelled_WhenItsSourceIsGone() {
        let alarms: [any Alarm] = {
            let source = WheelTimerSource(resolution: 1_000_000)
            let alarms = (0..<3).map { _ in source.makeAlarm { Issue.record("it fired") } }
            for alarm in alarms { alarm.set(after: 3_600_000_000_000) }
            return alarms
        }()
        alarms[0].cancel()
        alarms[1].set(after: 0)
        alarms[1].cancel()
    }

    @Test func whatATimerHolds_IsReleased_WhenTheSourceIs() async {
        final class Held: Sendable {}
        weak var weakly: Held?
        do {
            let source = WheelTimerSource(resolution: 1_000_000)
            let held = Held()
            weakly = held
            source.fireOnce(after: 3_600_000_000_000) { _ = held }
        }
        #expect(weakly == nil)
    }
}
