import Testing

@testable import Broker

@Suite struct BrokerTests {
    private func readAll(_ subscription: Subscription<Int>) async -> [Int] {
        var all: [Int] = []
        for await message in subscription { all.append(message) }
        return all
    }

    @Test(arguments: SendTimeoutKind.allCases)
    func publish_ReachesEverySubscriptionOfItsTopicOnly(kind: SendTimeoutKind) async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: kind))
        let first = try broker.subscribe(to: "a")
        let second = try broker.subscribe(to: "a")
        let other = try broker.subscribe(to: "b")
        for number in 0..<3 { try await broker.publish(number, to: "a") }
        try await broker.publish(9, to: "b")
        try await broker.publish(10, to: "nobody")
        await broker.close()
        #expect(await readAll(first) == [0, 1, 2])
        #expect(await readAll(second) == [0, 1, 2])
        #expect(await readAll(other) == [9])
    }

    @Test(arguments: SendTimeoutKind.allCases)
    func publish_KeepsOrderAndLosesNothing_WhenReadersKeepUp(kind: SendTimeoutKind) async throws {
        var options = BrokerOptions(sendTimeout: kind)
        // No tick comes, however busy the machine: one may drop a message although there is room.
        options.timeout = .seconds(10)
        let broker = Broker<Int>(options)
        let count = 150  // two partitions
        let readers = try (0..<count).map { _ in
            let subscription = try broker.subscribe(to: "a", capacity: 64)
            return Task { await readAll(subscription) }
        }
        for number in 0..<50 { try await broker.publish(number, to: "a") }
        await broker.close()
        for reader in readers { #expect(await reader.value == Array(0..<50)) }
        #expect(broker.sendersAlive == 0)
    }

    @Test func broadcast_IsSplitAsTheArticleDoes() {
        #expect([1, 2, 100].map { Partitions.article.count(subscriptions: $0) } == [1, 1, 1])
        #expect([101, 1_000].map { Partitions.article.count(subscriptions: $0) } == [2, 2])
        #expect(Partitions.article.count(subscriptions: 1_001) == 3)
        #expect(Partitions.fixed(8).count(subscriptions: 5) == 5)
        #expect(Partitions.fixed(0).count(subscriptions: 5) == 1)
    }

    @Test func subscribe_IsRefused_WhenCapacityIsBelowOne() {
        let broker = Broker<Int>()
        for capacity in [0, -1] {
            #expect(throws: BrokerError.invalidCapacity(capacity)) {
                try broker.subscribe(to: "a", capacity: capacity)
            }
        }
        #expect(BrokerError.invalidCapacity(0).description.contains("at least 1"))
    }

    @Test func everything_IsRefused_WhenBrokerIsClosed() async throws {
        let broker = Broker<Int>()
        let subscription = try broker.subscribe(to: "a")
        await broker.close()
        await #expect(throws: BrokerError.closed) { try await broker.publish(1, to: "a") }
        #expect(throws: BrokerError.closed) { try broker.subscribe(to: "a") }
        #expect(throws: BrokerError.notSubscribed(subscription.id)) { try broker.unsubscribe(subscription) }
        await broker.close()
    }

    @Test func unsubscribe_EndsAfterTheBuffer_AndIsRefusedTheSecondTime() async throws {
        let broker = Broker<Int>()
        let subscription = try broker.subscribe(to: "a")
        try await broker.publish(1, to: "a")
        try broker.unsubscribe(subscription)
        try await broker.publish(2, to: "a")
        #expect(await readAll(subscription) == [1])
        #expect(throws: BrokerError.notSubscribed(subscription.id)) { try broker.unsubscribe(subscription) }
    }

    @Test func unsubscribe_IsRefused_WhenSubscriptionIsAnotherBrokers() throws {
        let subscription = try Broker<Int>().subscribe(to: "a")
        #expect(throws: BrokerError.notSubscribed(subscription.id)) { try Broker<Int>().unsubscribe(subscription) }
    }

    @Test func unsubscribe_LeavesTheOthersInPlace() async throws {
        let broker = Broker<Int>()
        let all = try (0..<5).map { _ in try broker.subscribe(to: "a") }
        for index in [0, 3, 4] { try broker.unsubscribe(all[index]) }
        try await broker.publish(1, to: "a")
        #expect(all.map(\.depth) == [0, 1, 1, 0, 0])
        #expect(broker.subscriptionCount(of: "a") == 2)
    }

    @Test func cancel_EndsAndFreesTheSubscription_WhenReaderIsParked() async throws {
        let broker = Broker<Int>()
        weak var channel: BoundedChannel<Int>?
        let reader: Task<[Int], Never>
        do {
            let subscription = try broker.subscribe(to: "a")
            channel = subscription.handle.channel
            reader = Task { await readAll(subscription) }
            await eventually { subscription.handle.channel.state.withLock { $0.reader != nil } }
        }
        reader.cancel()
        #expect(await reader.value == [])
        #expect(broker.subscriptionCount(of: "a") == 0)
        await eventually { channel == nil }
    }

    @Test func cancel_EndsTheSubscription_WhenMessagesKeepComing() async throws {
        let broker = Broker<Int>()
        let subscription = try broker.subscribe(to: "a", capacity: 4)
        for number in 0..<4 { try await broker.publish(number, to: "a") }
        let reader = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await readAll(subscription)
        }
        #expect(await reader.value == [])
        #expect(broker.subscriptionCount(of: "a") == 0)
    }

    @Test func subscription_Ends_WhenNobodyHoldsIt() async throws {
        let broker = Broker<Int>()
        _ = try broker.subscribe(to: "a")
        #expect(broker.subscriptionCount(of: "a") == 0)
    }

    @Test func subscription_CanBeReadOn_AfterALoopWasLeft() async throws {
        let broker = Broker<Int>()
        let subscription = try broker.subscribe(to: "a")
        for number in 0..<4 { try await broker.publish(number, to: "a") }
        for await message in subscription where message == 1 { break }
        await broker.close()
        #expect(await readAll(subscription) == [2, 3])
    }

    @Test func readers_End_WhenBrokerIsGone() async throws {
        var broker: Broker<Int>? = Broker()
        let subscription = try #require(try broker?.subscribe(to: "a"))
        let reader = Task { await readAll(subscription) }
        broker = nil
        #expect(await reader.value == [])
    }
}
