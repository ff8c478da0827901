import Testing

@testable import Broker

/// `task-race` and `lazy-after`: what Swift code does today.
@Suite struct TodaysStrategyTests {
    @Test func lazyAfter_ArmsNothing_WhenThereIsRoom() async throws {
        let bench = try await StrategyBench(.lazyAfter, .awaited, subscribers: 10)
        for number in 0..<20 { try await bench.broker.publish(number, to: "a") }
        #expect(bench.timers.armedEver == 0)
    }

    @Test func lazyAfter_CancelsItsTimer_WhenTheSendWins() async throws {
        let bench = try await StrategyBench(.lazyAfter, .awaited, subscribers: 3, full: [1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        #expect(bench.broker.pendingTimers == 1)
        var reader = bench.subscriptions[1].makeAsyncIterator()
        #expect(await reader.next() == -1)
        try await published.value
        #expect(bench.broker.pendingTimers == 0)
        #expect(bench.timers.armedEver == 1)
        #expect(bench.observer.drops.isEmpty)
    }

    @Test func lazyAfter_GivesEachFullSubscriberItsWholeTimeout() async throws {
        let bench = try await StrategyBench(.lazyAfter, .awaited, subscribers: 3, full: [0, 2])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        bench.timers.advance(by: .milliseconds(5))
        await eventually { bench.timedOut == [0] && bench.waiting == 1 }
        bench.timers.advance(by: .milliseconds(4))
        #expect(bench.timedOut == [0])
        bench.timers.advance(by: .milliseconds(1))
        try await published.value
        #expect(bench.timedOut == [0, 2])
        #expect(bench.broker.pendingTimers == 0)
    }

    @Test func taskRace_CancelsItsSleep_WhenTheSendWins() async throws {
        let bench = try await StrategyBench(.taskRace, .awaited, subscribers: 3, full: [1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 && bench.broker.pendingTimers == 1 }
        var reader = bench.subscriptions[1].makeAsyncIterator()
        #expect(await reader.next() == -1)
        try await published.value
        #expect(await reader.next() == 7)
        #expect(bench.broker.pendingTimers == 0)
        #expect(bench.observer.drops.isEmpty)
    }

    @Test func taskRace_LeavesNobodyInLine_WhenTheSleepWins() async throws {
        let bench = try await StrategyBench(.taskRace, .awaited, subscribers: 2, full: [0])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 && bench.broker.pendingTimers == 1 }
        bench.timers.advance(by: .milliseconds(5))
        try await published.value
        #expect(bench.waiting == 0)
        var reader = bench.subscriptions[0].makeAsyncIterator()
        #expect(await reader.next() == -1)
        #expect(bench.subscriptions[0].depth == 0)
    }

    @Test func taskRace_DeliversOrDropsEachMessageOnce_WhenRoomAndTimeoutComeTogether() async throws {
        for _ in 0..<200 {
            let bench = try await StrategyBench(.taskRace, .awaited, subscribers: 1, full: [0])
            let published = bench.publish(7)
            await eventually { bench.waiting == 1 && bench.broker.pendingTimers == 1 }
            let subscription = bench.subscriptions[0]
            let read = Task {
                var reader = subscription.makeAsyncIterator()
                return await reader.next()
            }
            bench.timers.advance(by: .milliseconds(5))
            try await published.value
            #expect(await read.value == -1)
            #expect(subscription.depth + bench.timedOut.count == 1)
        }
    }

    @Test func wait_EndsAtOnce_WhenItsTaskIsCancelledBefore() async {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await CancellableWait().run { _, _ in Issue.record("nobody may be told") }
        }
        task.cancel()
        #expect(await task.value == .timedOut)
    }

    @Test func brokersOwnTimers_AreTasks_WhenItRaces() async throws {
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .taskRace))
        let full = try broker.subscribe(to: "a", capacity: 1)
        for number in 0..<2 { try await broker.publish(number, to: "a") }
        #expect(full.depth == 1)
        #expect(broker.pendingTimers == 0)
        await broker.close()
    }
}
