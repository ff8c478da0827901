import Testing

@testable import Broker

/// The strategies beyond those of the article and of today, on timers that fire when the test says so.
@Suite struct BeyondStrategyTests {
    private typealias Bench = StrategyBench

    @Test func deadline_WaitsForAllTogether() async throws {
        let bench = try await Bench(.deadline, .awaited, subscribers: 6, full: [0, 2, 4], partitions: 3)
        let published = bench.publish(7)
        await eventually { bench.waiting == 3 }
        // Nobody stands behind a full one.
        #expect(bench.subscriptions.map(\.depth) == [1, 1, 1, 1, 1, 1])
        #expect(bench.broker.sendersAlive == 1 && bench.broker.pendingTimers == 1)
        bench.timers.advance(by: .milliseconds(3))
        var reader = bench.subscriptions[2].makeAsyncIterator()
        #expect(await reader.next() == -1)
        bench.timers.advance(by: .milliseconds(2))
        try await published.value
        #expect(await reader.next() == 7)
        #expect(bench.timedOut == [0, 4])
        #expect(bench.observer.waits.count == 3)
    }

    // The harness's own question, on a clock of the test's: 5% slow subscribers of 1,000, a message every 10 ms.
    @Test(arguments: [Dispatch.detached, .awaited])
    func deadline_LosesNothingOfTheFast_WhenOneInTwentyIsSlow(dispatch: Dispatch) async throws {
        let slow = Set(stride(from: 0, to: 1_000, by: 20))
        let bench = try await Bench(.deadline, dispatch, subscribers: 1_000, full: slow, partitions: 2)
        var readers = bench.subscriptions.map { $0.makeAsyncIterator() }
        for message in 0..<50 {
            let published = bench.publish(message)
            await eventually { bench.waiting == slow.count }
            for index in readers.indices where !slow.contains(index) {
                #expect(await readers[index].next() == message)
            }
            bench.timers.advance(by: .milliseconds(10))
            try await published.value
            await eventually { bench.broker.sendersAlive == 0 }
        }
        #expect(Set(bench.timedOut) == slow)
        #expect(bench.observer.drops.count == 50 * slow.count)
        #expect(bench.broker.pendingTimers == 0)
        await bench.broker.close()
    }

    @Test func deadline_ReturnsAtOnce_WhenTheLastFullOneHasRoom() async throws {
        let bench = try await Bench(.deadline, .awaited, subscribers: 3, full: [0, 1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 2 }
        for index in 0..<2 {
            var reader = bench.subscriptions[index].makeAsyncIterator()
            #expect(await reader.next() == -1)
        }
        try await published.value
        #expect(bench.observer.drops.isEmpty)
        #expect(bench.subscriptions.map(\.depth) == [1, 1, 1])
    }

    /// Readers take and the deadline passes at the same time, broadcast after broadcast: each delivery is decided once.
    @Test func deadline_DecidesEachDeliveryOnce_WhenRoomAndDeadlineComeTogether() async throws {
        let bench = try await Bench(.deadline, .awaited, subscribers: 8, full: Set(0..<8))
        let readers = bench.subscriptions.map { subscription in
            Task {
                var received: [Int] = []
                for await message in subscription {
                    received.append(message)
                    if message % 3 == 0 { await Task.yield() }
                }
                return received
            }
        }
        let count = 2_000
        for number in 0..<count {
            let published = bench.publish(number)
            bench.timers.advance(by: .milliseconds(5))
            await eventually {
                bench.timers.advance(by: .milliseconds(5))
                return bench.broker.sendersAlive == 0
            }
            try await published.value
        }
        await bench.broker.close()
        var received: [[Int]] = []
        for reader in readers { received.append(await reader.value.filter { $0 >= 0 }) }
        for (index, received) in received.enumerated() {
            let dropped = bench.observer.drops.filter { $0.subscription == index }.map(\.message)
            #expect((received + dropped).sorted() == Array(0..<count))
            #expect(received == received.sorted())
        }
    }

    @Test func evict_ClosesWithAnErrorThatSaysSo_AfterTimeoutsInARow() async throws {
        let bench = try await Bench(.evict, .awaited, subscribers: 2, full: [0], evictAfter: 3)
        for number in 0..<3 {
            let published = bench.publish(number)
            await eventually { bench.waiting == 1 }
            bench.timers.advance(by: .milliseconds(5))
            try await published.value
        }
        #expect(bench.timedOut == [0, 0, 0])
        #expect(bench.broker.subscriptionCount(of: "a") == 1)
        #expect(bench.subscriptions[0].error == .evicted(timeoutsInARow: 3))
        #expect(bench.subscriptions[1].error == nil)
        // The next broadcast does not wait, and what it had not read is dropped.
        try await bench.broker.publish(3, to: "a")
        var reader = bench.subscriptions[0].makeAsyncIterator()
        #expect(await reader.next() == nil)
        #expect(bench.observer.drops.last == .init(message: -1, subscription: 0, reason: .closed))
        #expect(bench.subscriptions[1].depth == 4)
    }

    @Test func evict_SparesASubscription_WhenADeliveryComesBetween() async throws {
        let bench = try await Bench(.evict, .awaited, subscribers: 1, full: [0], evictAfter: 2)
        for number in 0..<6 {
            let published = bench.publish(number)
            await eventually { bench.waiting == 1 }
            if number.isMultiple(of: 2) {
                bench.timers.advance(by: .milliseconds(5))
            } else {
                var reader = bench.subscriptions[0].makeAsyncIterator()
                _ = await reader.next()
            }
            try await published.value
        }
        #expect(bench.subscriptions[0].error == nil)
        #expect(bench.timedOut == [0, 0, 0])
    }

    @Test func evict_DropsWhatWasLeft_WhenNobodyReadsIt() async throws {
        var bench: Bench? = try await Bench(.evict, .awaited, subscribers: 1, full: [0], evictAfter: 1)
        let observer = try #require(bench?.observer)
        let published = try #require(bench?.publish(0))
        await eventually { bench?.waiting == 1 }
        bench?.timers.advance(by: .milliseconds(5))
        try await published.value
        bench = nil
        await eventually { observer.drops.contains(.init(message: -1, subscription: 0, reason: .closed)) }
    }
}
