import Testing

@testable import Broker

/// What a subscription promises that is read by a function.
@Suite struct HandlerSubscriptionTests {
    @Test(arguments: SendTimeoutKind.allCases)
    func handler_IsGivenEverythingInOrder(strategy: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 2)
        var options = BrokerOptions(sendTimeout: strategy)
        options.timeout = .seconds(60)
        let broker = Broker<Int>(options)
        let received = Journal()
        // Room for all, where nobody waits for it.
        let capacity = [.dropNewest, .dropOldest].contains(strategy) ? 500 : 7
        let news = try broker.subscribe(to: "news", capacity: capacity, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
        }
        for message in 0..<500 { try await broker.publish(message, to: "news") }
        await broker.close()
        await news.ended()
        #expect(received.all == Array(0..<500))
        #expect(news.error == nil)
        #expect(news.lost == 0)
        pool.shutdown()
    }

    enum End: CaseIterable { case unsubscribe, lastCopy, close, broker }

    /// It is held in its call meanwhile, so that something is left in its buffer.
    @Test(arguments: End.allCases, [SendTimeoutKind.deadline, .dropNewest, .dropOldest, .timer])
    func handler_IsGivenWhatIsInItsBuffer_WhenItEnds(end: End, strategy: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        var broker: Broker<Int>? = Broker<Int>(BrokerOptions(sendTimeout: strategy))
        let (received, door) = (Journal(), Door())
        var news = try broker?.subscribe(to: "news", capacity: 10, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
            door.pass()
        }
        try await broker?.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        for message in 1...5 { try await broker?.publish(message, to: "news") }
        #expect(news?.depth == 5)
        switch end {
        case .unsubscribe:
            if let news { try broker?.unsubscribe(news) }
            #expect(broker?.subscriptionCount(of: "news") == 0)
            try await broker?.publish(6, to: "news")
        case .lastCopy:
            news = nil
            #expect(broker?.subscriptionCount(of: "news") == 0)
        case .close: await broker?.close()
        case .broker: broker = nil
        }
        #expect(received.all == [0])
        door.open()
        await news?.ended()
        await eventually { received.all.count >= 6 }
        #expect(received.all == [0, 1, 2, 3, 4, 5])
        pool.shutdown()
    }

    @Test func subscription_Refuses_AsOthersDo() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>()
        #expect(throws: BrokerError.invalidCapacity(0)) {
            try broker.subscribe(to: "news", capacity: 0, on: pool) { _ in }
        }
        let news = try broker.subscribe(to: "news", on: pool) { _ in }
        #expect(news.topic == "news")
        try broker.unsubscribe(news)
        #expect(throws: BrokerError.notSubscribed(news.id)) { try broker.unsubscribe(news) }
        let other = Broker<Int>()
        let theirs = try other.subscribe(to: "news", on: pool) { _ in }
        #expect(throws: BrokerError.notSubscribed(theirs.id)) { try broker.unsubscribe(theirs) }
        await news.ended()
        await broker.close()
        #expect(throws: BrokerError.closed) { try broker.subscribe(to: "news", on: pool) { _ in } }
        pool.shutdown()
    }

    @Test func capacity_IsExact_WhenTheHandlerIsBusy() async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker(BrokerOptions(sendTimeout: .dropNewest), observer: observer)
        let (received, door) = (Journal(), Door())
        let news = try broker.subscribe(to: "news", capacity: 3, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
            door.pass()
        }
        try await broker.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        for message in 1...6 { try await broker.publish(message, to: "news") }
        #expect(news.depth == 3)
        #expect(observer.drops.map(\.message) == [4, 5, 6])
        door.open()
        await broker.close()
        await news.ended()
        #expect(received.all == [0, 1, 2, 3])
        pool.shutdown()
    }

    @Test func batch_HasNoMoreThan64Messages() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let (batches, door) = (Journal(), Door())
        let news = try broker.subscribe(to: "news", capacity: 1_000, on: pool) { messages in
            batches.note(messages.count)
            door.pass()
        }
        try await broker.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        for message in 1...130 { try await broker.publish(message, to: "news") }
        door.open()
        await broker.close()
        await news.ended()
        #expect(batches.all == [1, 64, 64, 2])
        pool.shutdown()
    }

    @Test func subscription_EndsAtOnce_WhenItIsEvicted() async throws {
        let pool = WorkerPool(workers: 1)
        var options = BrokerOptions(sendTimeout: .evict)
        options.evictAfter = 2
        options.timeout = .milliseconds(1)
        let observer = RecordingObserver()
        let broker = Broker(options, observer: observer)
        let (received, door) = (Journal(), Door())
        var news: HandlerSubscription? = try broker.subscribe(to: "news", capacity: 2, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
            door.pass()
        }
        try await broker.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        for message in 1...6 { try await broker.publish(message, to: "news") }
        #expect(news?.error == .evicted(timeoutsInARow: 2))
        door.open()
        await news?.ended()
        #expect(received.all == [0])
        // 3 and 4 timed out, the buffer was dropped when the call was over, and 5 and 6 while somebody holds it.
        #expect(observer.drops.filter { $0.reason == .timedOut }.map(\.message) == [3, 4])
        #expect(observer.drops.filter { $0.reason == .closed }.map(\.message).sorted() == [1, 2, 5, 6])
        news = nil
        try await broker.publish(7, to: "news")
        #expect(observer.drops.count == 6)
        await broker.close()
        pool.shutdown()
    }

    private struct Nothing: Sendable {}

    @Test func handler_IsCalled_WhenMessagesTakeNoRoom() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Nothing>(BrokerOptions(sendTimeout: .deadline))
        let received = Tallies(count: 1)
        let news = try broker.subscribe(to: "news", on: pool) { messages in
            for _ in messages.indices { received.add(0) }
        }
        for _ in 0..<10 { try await broker.publish(Nothing(), to: "news") }
        await broker.close()
        await news.ended()
        #expect(received.all == [10])
        pool.shutdown()
    }

    @Test func lost_IsCounted_WhenTheOldestGo() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropOldest))
        let (received, door) = (Journal(), Door())
        let news = try broker.subscribe(to: "news", capacity: 2, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
            door.pass()
        }
        try await broker.publish(0, to: "news")
        await eventually { door.waiting == 1 }
        for message in 1...5 { try await broker.publish(message, to: "news") }
        #expect(news.lost == 3)
        door.open()
        await broker.close()
        await news.ended()
        #expect(received.all == [0, 4, 5])
        pool.shutdown()
    }

    @Test func handler_IsStillCalled_WhenItsPoolHasShutDown() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(.patient(.deadline))
        let received = Journal()
        let news = try broker.subscribe(to: "news", capacity: 2, on: pool) { messages in
            for index in messages.indices { received.note(messages[index]) }
        }
        pool.shutdown()
        await eventually { pool.threads.running == 0 }
        for message in 0..<50 { try await broker.publish(message, to: "news") }
        await broker.close()
        await news.ended()
        #expect(received.all == Array(0..<50))
    }

    @Test func nothingIsLeft_WhenTheBrokerIsClosed() async throws {
        weak var channel: BoundedChannel<Probe>?
        weak var home: HandlerHome<Probe>?
        weak var threads: WorkerThreads?
        do {
            let pool = WorkerPool(workers: 2)
            threads = pool.threads
            let broker = Broker<Probe>(.patient(.deadline))
            let received = Tallies(count: 1)
            let news = try broker.subscribe(to: "news", capacity: 2, on: pool) { messages in
                for _ in messages.indices { received.add(0) }
            }
            channel = news.handle.channel
            home = news.handle.home
            for _ in 0..<20 { try await broker.publish(Probe(), to: "news") }
            await broker.close()
            await news.ended()
            #expect(received.all == [20])
        }
        await eventually { channel == nil && home == nil && threads == nil }
        #expect(Probe.alive == 0)
    }
}
