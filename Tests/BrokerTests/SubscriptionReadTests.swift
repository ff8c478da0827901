import Broker
import Testing

/// `Subscription.read`, whose waits have no cancellation handler of their own.
@Suite struct SubscriptionReadTests {
    @Test func read_GivesEveryMessageAndItsResult() async throws {
        let broker = Broker<Int>(.patient(.deadline))
        let news = try broker.subscribe(to: "news", capacity: 3)
        let reader = Task {
            await news.read { messages in
                var sum = 0
                while let message = await messages.next() {
                    sum += message
                    while let message = messages.nextInRun() { sum += message }
                }
                return sum
            }
        }
        for message in 1...1_000 { try await broker.publish(message, to: "news") }
        await broker.close()
        #expect(await reader.value == 500_500)
    }

    /// Hangs if the cancellation is not heard.
    @Test(.timeLimit(.minutes(1)), arguments: [SendTimeoutKind.timer, .dropOldest])
    func read_Ends_WhenItsTaskIsCancelled(strategy: SendTimeoutKind) async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: strategy))
        for round in 0..<100 {
            let news = try broker.subscribe(to: "news")
            let hasBegun = Flag()
            let reader = Task {
                await news.read { messages in
                    hasBegun.set()
                    while await messages.next() != nil {}
                }
            }
            // Before it waits, at that moment, and when it does.
            if round % 3 > 0 { await eventually { hasBegun.isSet } }
            if round % 3 > 1 { for _ in 0..<10 { await Task.yield() } }
            reader.cancel()
            await reader.value
            #expect(broker.subscriptionCount(of: "news") == 0)
        }
    }

    @Test func read_GivesNothingMore_WhenItsTaskIsCancelledMeanwhile() async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let news = try broker.subscribe(to: "news")
        try await broker.publish(1, to: "news")
        let reader = Task {
            await news.read { messages -> [Int?] in
                let first = await messages.next()
                try? await broker.publish(2, to: "news")
                withUnsafeCurrentTask { $0?.cancel() }
                return [first, await messages.next()]
            }
        }
        #expect(await reader.value == [1, nil])
        #expect(broker.subscriptionCount(of: "news") == 0)
    }
}
