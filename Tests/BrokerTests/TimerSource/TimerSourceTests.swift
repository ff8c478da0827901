import Synchronization
import Testing

@testable import Broker

@Suite struct TimerSourceTests {
    @Test(arguments: TimerSourceKind.allCases) func fireOnce_FiresAndIsCounted(kind: TimerSourceKind) async {
        let source = kind.make()
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            source.fireOnce(after: 1_000_000) { continuation.resume() }
        }
        await eventually { source.armed.current == 0 }
        #expect(source.armed.peak == 1)
    }

    @Test(arguments: TimerSourceKind.allCases) func alarm_FiresEachTimeItIsSet(kind: TimerSourceKind) async {
        let source = kind.make()
        let fired = Counter()
        let alarm = source.makeAlarm { fired.add() }
        for round in 1...3 {
            alarm.set(after: 1_000_000)
            await eventually { fired.count == round }
        }
        alarm.cancel()
        await eventually { source.armed.current == 0 }
    }

    @Test(arguments: TimerSourceKind.allCases) func alarm_HoldsNothing_WhenCancelled(kind: TimerSourceKind) async {
        let source = kind.make()
        let alarm = source.makeAlarm {}
        alarm.set(after: 3_600_000_000_000)
        #expect(source.armed.current == 1)
        alarm.cancel()
        await eventually { source.armed.current == 0 }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        var count: Int { value.load(ordering: .acquiring) }
        func add() { value.add(1, ordering: .releasing) }
    }
}
