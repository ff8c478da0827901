import Testing

@testable import Broker

/// Handlers that block, beside others. Each of these hangs if they hold the others up.
@Suite(.timeLimit(.minutes(1))) struct SlowHandlerTests {
    /// The one worker there is has another thread while the first handler blocks.
    @Test func handler_IsServed_WhenAnotherOneBlocksTheOnlyWorker() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let (slow, fast, door) = (Journal(), Journal(), Door())
        let first = try broker.subscribe(to: "news", on: pool) { messages in
            for index in messages.indices { slow.note(messages[index]) }
            door.pass()
        }
        let second = try broker.subscribe(to: "news", on: pool) { messages in
            for index in messages.indices { fast.note(messages[index]) }
        }
        for message in 0..<50 {
            try await broker.publish(message, to: "news")
            await eventually { fast.all.count == message + 1 }
        }
        #expect(slow.all == [0])
        door.open()
        await eventually { slow.all.count == 50 }
        await broker.close()
        await first.ended()
        await second.ended()
        #expect(slow.all == Array(0..<50))
        #expect(fast.all == Array(0..<50))
        pool.shutdown()
    }

    /// Each blocks until all of them do: so each has a thread.
    @Test(arguments: [1, 2])
    func handlers_AllHaveThreads_WhenAllOfThemBlock(workers: Int) async throws {
        let pool = WorkerPool(workers: workers)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let door = Door()
        let received = Tallies(count: 40)
        let all = try (0..<received.count).map { number in
            try broker.subscribe(to: "news", on: pool) { messages in
                for _ in messages.indices { received.add(number) }
                door.pass()
            }
        }
        try await broker.publish(1, to: "news")
        await eventually { door.waiting == received.count }
        // And a task on the pool has its turn.
        #expect(await Task(executorPreference: pool) { 7 }.value == 7)
        door.open()
        try await broker.publish(2, to: "news")
        await broker.close()
        for subscription in all { await subscription.ended() }
        #expect(received.all == [Int](repeating: 2, count: received.count))
        pool.shutdown()
        await eventually { pool.threads.running == 0 && pool.threads.lane.threads == 0 }
    }

    @Test func handler_ComesBackToTheWorkers_WhenItIsQuickAgain() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .deadline))
        let (received, door) = (Journal(), Door())
        let onWorkers = Flag()
        let news = try broker.subscribe(to: "news", on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
            if pool.isCurrentThread && messages[messages.count - 1] > 0 { onWorkers.set() }
            door.pass()
        }
        try await broker.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        // Somebody who waits for the worker, so that it gets another thread: by then the call is overdue.
        await Task(executorPreference: pool) {}.value
        door.open()
        var message = 0
        while !onWorkers.isSet {
            message += 1
            try await broker.publish(message, to: "news")
            await eventually { received.all.count == message + 1 }
        }
        #expect(message > HandlerNotes.probation)
        await broker.close()
        await news.ended()
        #expect(received.all == Array(0...message))
        pool.shutdown()
    }

    @Test func job_IsRun_WhenAHandlerThatBlocksWaitsForIt() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let (door, result) = (Door(), Journal())
        let news = try broker.subscribe(to: "news", on: pool) { _ in
            Task(executorPreference: pool) {
                result.note(1)
                door.open()
            }
            door.pass()
            result.note(2)
        }
        try await broker.publish(0, to: "news")
        await eventually { result.all.count == 2 }
        #expect(result.all == [1, 2])
        await broker.close()
        await news.ended()
        pool.shutdown()
    }

    /// The only worker is busy until both are in its queue.
    @Test func handlers_TakeTurns_WhenOneHasMuchToDo() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let order = Journal()
        let first = try broker.subscribe(to: "a", capacity: 1_000, on: pool) { _ in order.note(0) }
        let second = try broker.subscribe(to: "b", capacity: 1_000, on: pool) { _ in order.note(1) }
        try await Task(executorPreference: pool) {
            for message in 0..<640 { try await broker.publish(message, to: "a") }
            try await broker.publish(0, to: "b")
        }.value
        await broker.close()
        await first.ended()
        await second.ended()
        #expect(order.all.filter { $0 == 0 }.count == 10)
        // Sooner where a call was held up by chance, so that another thread had the worker.
        #expect(try #require(order.all.firstIndex(of: 1)) <= HandlerTurn<Int>.mostCalls)
        pool.shutdown()
    }
}
