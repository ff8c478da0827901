import Broker
import BrokerNIO
import Synchronization
import Testing

@Suite struct NIOTimerSourceTests {
    private func eventually(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test func fireOnce_FiresAndIsCounted() async {
        let source = NIOTimerSource()
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            source.fireOnce(after: 1_000_000) { continuation.resume() }
        }
        await eventually { source.armed.current == 0 }
        #expect(source.armed.peak == 1)
    }

    @Test func alarm_FiresEachTimeItIsSet_AndHoldsNothingWhenCancelled() async {
        let source = NIOTimerSource()
        let fired = Counter()
        let alarm = source.makeAlarm { fired.add() }
        for round in 1...3 {
            alarm.set(after: 1_000_000)
            await eventually { fired.count == round }
        }
        alarm.set(after: 3_600_000_000_000)
        alarm.set(after: 3_600_000_000_000)
        #expect(source.armed.current == 1)
        alarm.cancel()
        #expect(source.armed.current == 0)
    }

    @Test(arguments: [SendTimeoutKind.after, .timer, .ticker, .lazyAfter])
    func broker_DropsWhatIsFull_WithTheseTimers(kind: SendTimeoutKind) async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: kind), timers: NIOTimerSource())
        let full = try broker.subscribe(to: "a", capacity: 1)
        let other = try broker.subscribe(to: "a", capacity: 10)
        for number in 0..<3 { try await broker.publish(number, to: "a") }
        #expect(full.depth == 1 && other.depth == 3)
        await broker.close()
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        var count: Int { value.load(ordering: .acquiring) }
        func add() { value.add(1, ordering: .releasing) }
    }
}
