import Broker
import BrokerNIO
import Testing

/// The example of the module's documentation compiles and runs: it stands here too, word for word.
@Suite struct DocumentedExampleTests {
    @Test func example_DropsWhatHasNoRoom_WhenRun() async throws {
        // example
        let timers = NIOTimerSource()
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .timer), timers: timers)
        let numbers = try broker.subscribe(to: "numbers", capacity: 1)
        // The second one finds no room, and is dropped after 5 ms.
        for number in 1...2 { try await broker.publish(number, to: "numbers") }
        await broker.close()
        for await number in numbers { print(number) }
        print("\(timers.armed.peak) timers at once")
        // end of example
        #expect(timers.armed.peak == 1)
        #expect(timers.armed.current == 0)
    }
}
