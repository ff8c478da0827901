import Testing

@testable import Broker

/// Each strategy on timers that fire when the test says so, faults of the published ones included.
@Suite struct StrategyTests {
    private typealias Bench = StrategyBench

    static let waiting = SendTimeoutKind.allCases.filter { $0 != .dropNewest && $0 != .dropOldest }

    // MARK: What all have in common

    @Test(arguments: waiting)
    func wait_EndsInADrop_WhenTheTimeoutPasses(kind: SendTimeoutKind) async throws {
        let bench = try await Bench(kind, .awaited, subscribers: 3, full: [1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 && bench.broker.pendingTimers >= 1 }
        #expect(bench.subscriptions.map(\.depth) == [1, 1, kind.waitsTogether ? 1 : 0])
        bench.timers.advance(by: .milliseconds(5))
        try await published.value
        #expect(bench.observer.drops == [.init(message: 7, subscription: 1, reason: .timedOut)])
        #expect(bench.observer.waits.count == 1)
        #expect(bench.subscriptions.map(\.depth) == [1, 1, 1])
    }

    @Test(arguments: waiting)
    func wait_EndsInADelivery_WhenRoomComesInTime(kind: SendTimeoutKind) async throws {
        let bench = try await Bench(kind, .awaited, subscribers: 2, full: [0])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 && bench.broker.pendingTimers >= 1 }
        bench.timers.advance(by: .milliseconds(4))
        var reader = bench.subscriptions[0].makeAsyncIterator()
        #expect(await reader.next() == -1)
        try await published.value
        #expect(await reader.next() == 7)
        #expect(bench.observer.drops.isEmpty)
    }

    @Test(arguments: waiting, Dispatch.allCases)
    func close_EndsEveryWait_AndTheRestIsClosed(kind: SendTimeoutKind, dispatch: Dispatch) async throws {
        let bench = try await Bench(kind, dispatch, subscribers: 4, full: [1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        await bench.broker.close()
        try await published.value
        #expect(bench.broker.sendersAlive == 0)
        // Those that wait together have served the others before.
        #expect(bench.observer.undecided == (kind.waitsTogether ? [1] : [1, 2, 3]))
        #expect(bench.observer.drops.isEmpty)
        bench.timers.advance(by: .seconds(60))
    }

    @Test(arguments: waiting) func unsubscribe_EndsTheWaitForIt_AndNoOther(kind: SendTimeoutKind) async throws {
        let bench = try await Bench(kind, .awaited, subscribers: 3, full: [1])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        try bench.broker.unsubscribe(bench.subscriptions[1])
        try await published.value
        #expect(bench.observer.drops == [.init(message: 7, subscription: 1, reason: .closed)])
        #expect(bench.subscriptions[2].depth == 1)
    }

    @Test func dropNewest_NeverWaits() async throws {
        let bench = try await Bench(.dropNewest, .detached, subscribers: 3, full: [1])
        try await bench.broker.publish(7, to: "a")
        #expect(bench.observer.drops == [.init(message: 7, subscription: 1, reason: .rejectedNewest)])
        #expect(bench.subscriptions.map(\.depth) == [1, 1, 1])
        #expect(bench.broker.sendersAlivePeak == 0)
        #expect(bench.timers.armedEver == 0)
    }

    @Test func dropOldest_TellsASubscriptionHowManyItHasLost() async throws {
        let bench = try await Bench(.dropOldest, .detached, subscribers: 2)
        let slow = try bench.broker.subscribe(to: "a", capacity: 3)
        for number in 0..<10 { try await bench.broker.publish(number, to: "a") }
        #expect(slow.lost == 7 && slow.depth == 3)
        #expect(bench.subscriptions.map(\.lost) == [0, 0] && bench.subscriptions.map(\.depth) == [10, 10])
        #expect(
            bench.observer.drops == (0..<7).map { .init(message: $0, subscription: 2, reason: .evictedOldest) })
        await bench.broker.close()
        var received: [Int] = []
        for await message in slow { received.append(message) }
        #expect(received == [7, 8, 9])
        #expect(bench.broker.sendersAlivePeak == 0 && bench.timers.armedEver == 0)
    }

    /// Readers that keep up and one that does not, while messages come: each message is received or lost, once.
    @Test func dropOldest_LosesOrDeliversEachMessageOnce_WhileReadersRun() async throws {
        let bench = try await Bench(.dropOldest, .detached, subscribers: 3)
        let slow = try bench.broker.subscribe(to: "a", capacity: 2)
        let readers = (bench.subscriptions + [slow]).map { subscription in
            Task {
                var received: [Int] = []
                for await message in subscription {
                    received.append(message)
                    if subscription.id == slow.id { for _ in 0..<5 { await Task.yield() } }
                }
                return received
            }
        }
        let count = 5_000
        for number in 0..<count {
            try await bench.broker.publish(number, to: "a")
            if number % 7 == 0 { await Task.yield() }
        }
        await bench.broker.close()
        for (index, reader) in readers.enumerated() {
            let received = await reader.value
            let lost = bench.observer.drops.filter { $0.subscription == index }.map(\.message)
            #expect(received == received.sorted())
            #expect((received + lost).sorted() == Array(0..<count))
        }
    }

    // MARK: As published

    @Test func after_ArmsATimerForEverySend_AndCancelsNone() async throws {
        let bench = try await Bench(.after, .awaited, subscribers: 10)
        for number in 0..<20 { try await bench.broker.publish(number, to: "a") }
        #expect(bench.timers.armedEver == 200)
        #expect(bench.broker.pendingTimers == 200)
        bench.timers.advance(by: .milliseconds(5))
        #expect(bench.broker.pendingTimers == 0)
        #expect(bench.observer.drops.isEmpty)
    }

    @Test func sharedTimer_WaitsBeyondTheTimeout_WhenAnotherPartitionResets() async throws {
        // Partition 0 serves 0, 2, 4; partition 1 serves 1, 3, 5.
        let bench = try await Bench(.sharedTimer, .detached, subscribers: 6, full: [0, 1], partitions: 2)
        _ = bench.publish(7)
        await eventually { bench.waiting == 2 }
        bench.timers.advance(by: .milliseconds(4))
        // Room for 0: its partition goes on to 2 and 4, resetting the timer that 1 waits on.
        var reader = bench.subscriptions[0].makeAsyncIterator()
        #expect(await reader.next() == -1)
        await eventually { bench.subscriptions[4].depth == 1 }
        bench.timers.advance(by: .milliseconds(4))
        #expect(bench.timedOut.isEmpty)
        bench.timers.advance(by: .milliseconds(1))
        await eventually { bench.broker.sendersAlive == 0 }
        #expect(bench.timedOut == [1])
        // A timer that is armed for good would be memory that is left behind.
        bench.timers.advance(by: .seconds(60))
    }

    @Test func sharedTimer_DropsAlthoughThereIsRoom_WhenATickIsLeft() {
        // A tick that nobody took stays in the buffer over resets, and one of the next sends may take it.
        let timers = ManualTimerSource()
        let timer = ReusableTimer(source: timers)
        timer.reset(after: 5)
        timers.advance(by: .nanoseconds(5))
        timer.reset(after: 5)
        #expect(timer.ticks.hasTick)
        timer.drainAndReset(after: 5)
        #expect(!timer.ticks.hasTick)
        timer.disarm()
    }

    @Test func sharedTicker_NeverTimesOut_WhenDetached() async throws {
        let bench = try await Bench(.sharedTicker, .detached, subscribers: 3, full: [1])
        for number in 0..<10 { try await bench.broker.publish(number, to: "a") }
        await eventually { bench.waiting == 10 }
        bench.timers.advance(by: .seconds(60))
        #expect(bench.waiting == 10)
        #expect(bench.broker.sendersAlive == 10)
        #expect(bench.observer.drops.isEmpty)
        await bench.broker.close()
    }

    @Test func sharedTicker_HandsOneTickToOnePartition_WhenAwaited() async throws {
        let bench = try await Bench(.sharedTicker, .awaited, subscribers: 2, full: [0, 1], partitions: 2)
        let published = bench.publish(7)
        await eventually { bench.waiting == 2 }
        bench.timers.advance(by: .milliseconds(5))
        await eventually { bench.timedOut.count == 1 }
        #expect(bench.broker.sendersAlive == 1)
        bench.timers.advance(by: .milliseconds(5))
        try await published.value
        #expect(bench.timedOut.sorted() == [0, 1])
    }

    // MARK: Repaired

    @Test func timer_HasOneTimerPerPartition_HoweverManySends() async throws {
        let bench = try await Bench(.timer, .awaited, subscribers: 10, full: [0, 1], partitions: 2)
        let published = bench.publish(7)
        await eventually { bench.waiting == 2 }
        #expect(bench.broker.pendingTimers == 2)
        bench.timers.advance(by: .milliseconds(5))
        try await published.value
        for number in 0..<20 {
            let published = bench.publish(number)
            await eventually { bench.waiting == 2 }
            bench.timers.advance(by: .milliseconds(5))
            try await published.value
        }
        #expect(bench.broker.pendingTimersPeak == 2)
    }

    @Test func timer_GivesEachFullSubscriberItsWholeTimeout() async throws {
        let bench = try await Bench(.timer, .awaited, subscribers: 3, full: [0, 2])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        bench.timers.advance(by: .milliseconds(5))
        await eventually { bench.timedOut == [0] && bench.waiting == 1 }
        bench.timers.advance(by: .milliseconds(4))
        #expect(bench.timedOut == [0])
        bench.timers.advance(by: .milliseconds(1))
        try await published.value
        #expect(bench.timedOut == [0, 2])
    }

    @Test func timer_LeavesNothingArmed_WhenBrokerIsClosed() async throws {
        let bench = try await Bench(.timer, .awaited, subscribers: 3)
        try await bench.broker.publish(7, to: "a")
        #expect(bench.broker.pendingTimers == 1)
        await bench.broker.close()
        #expect(bench.broker.pendingTimers == 0)
    }

    @Test func ticker_EndsAWaitAtTheNextTick() async throws {
        let bench = try await Bench(.ticker, .awaited, subscribers: 3, full: [0, 2])
        let published = bench.publish(7)
        await eventually { bench.waiting == 1 }
        bench.timers.advance(by: .milliseconds(3))
        var reader = bench.subscriptions[0].makeAsyncIterator()
        #expect(await reader.next() == -1)
        await eventually { bench.subscriptions[1].depth == 1 && bench.waiting == 1 }
        // The wait for 2 began 3 ms into the period: 2 ms are left.
        bench.timers.advance(by: .milliseconds(2))
        try await published.value
        #expect(bench.timedOut == [2])
    }

    @Test func ticker_Stops_WhenItsSenderIsThrough() async throws {
        let bench = try await Bench(.ticker, .awaited, subscribers: 2)
        try await bench.broker.publish(7, to: "a")
        bench.timers.advance(by: .milliseconds(50))
        #expect(bench.broker.pendingTimers == 0)
    }
}

extension SendTimeoutKind {
    fileprivate var waitsTogether: Bool { self == .deadline || self == .evict }
}
