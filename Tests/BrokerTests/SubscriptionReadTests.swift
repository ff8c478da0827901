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

    /// Each of the strategies that keep a log, and one of those that have a ring for each subscription. More messages than
    /// there are on a page, or before the ring begins anew.
    @Test(arguments: [SendTimeoutKind.dropNewest, .deadline, .dropOldest, .timer])
    func takeRun_GivesWhatNextHasFound_AsFarAsThereIsRoom(strategy: SendTimeoutKind) async throws {
        let broker = Broker<Int>(.patient(strategy))
        let news = try broker.subscribe(to: "news", capacity: 150)
        await news.read { messages in
            for round in 0..<3 {
                for message in 0..<150 { try? await broker.publish(message, to: "news") }
                #expect(await messages.next() == 0)
                #expect(messages.takeRun(most: 0) == [])
                #expect(messages.takeRun(most: 3) == [1, 2, 3])
                #expect(news.depth == 146, "\(round)")
                try? await broker.publish(150, to: "news")
                #expect(messages.nextInRun() == 4)
                #expect(messages.takeRun(most: 100) == Array(5...104))
                #expect(messages.takeRun(most: 100) == Array(105...149))
                #expect(messages.takeRun(most: 100) == [])
                #expect(await messages.next() == 150)
                #expect(news.depth == 0)
            }
        }
        #expect(news.lost == 0)
        await broker.close()
    }

    @Test func takeRun_GivesNothingThatAPublisherHasTaken() async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropOldest))
        let news = try broker.subscribe(to: "news", capacity: 4)
        await news.read { messages in
            for message in 0..<4 { try? await broker.publish(message, to: "news") }
            #expect(await messages.next() == 0)
            for message in 4..<7 { try? await broker.publish(message, to: "news") }
            // 1 and 2 are lost; of the others 3 is what `next()` has found.
            #expect(messages.takeRun(most: 10) == [3])
            #expect(await messages.next() == 4)
            #expect(messages.takeRun(most: 10) == [5, 6])
        }
        #expect(news.lost == 2)
        await broker.close()
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
