import Testing

@testable import Broker

/// Giving way on a worker's thread, and publishers that do when many subscriptions are full.
@Suite struct CurrentWorkerTests {
    static let kinds: [SendTimeoutKind] = [.dropNewest, .deadline, .evict, .dropOldest]

    @Test func jobsThatWait_RunFirst_WhenATaskGivesWay() async {
        let pool = WorkerPool(workers: 1)
        let order = Journal()
        await Task(executorPreference: pool) {
            let others = (0..<3).map { number in Task(executorPreference: pool) { order.note(number) } }
            #expect(CurrentWorker.exists)
            await CurrentWorker.giveWay()
            order.note(3)
            for other in others { await other.value }
        }.value
        #expect(order.all == [0, 1, 2, 3])
        pool.shutdown()
    }

    /// Hangs if it waits for a worker that is not there.
    @Test(.timeLimit(.minutes(1))) func givingWay_IsOverAtOnce_Elsewhere() async {
        #expect(!CurrentWorker.exists)
        await CurrentWorker.giveWay()
        let pool = WorkerPool(workers: 1)
        await Task(executorPreference: pool) {
            pool.shutdown()
            for _ in 0..<100 { await CurrentWorker.giveWay() }
        }.value
    }

    /// The publisher never waits and has the only worker, so that without giving way all but the first few were lost.
    @Test(.timeLimit(.minutes(1)), arguments: kinds)
    func publisher_LetsReadersRun_WhenAllAreFull(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(.patient(kind), observer: observer)
        let readings = try (0..<3).map { _ in
            let news = try broker.subscribe(to: "news", capacity: 4)
            return Task(executorPreference: pool) {
                await news.read { messages in
                    var received: [Int] = []
                    while let message = await messages.next() { received.append(message) }
                    return received
                }
            }
        }
        try await Task(executorPreference: pool) {
            for message in 0..<1_000 { try await broker.publish(message, to: "news") }
        }.value
        await broker.close()
        for reading in readings { #expect(await reading.value == Array(0..<1_000)) }
        #expect(observer.drops.isEmpty)
        pool.shutdown()
    }

    /// A call that the machine holds up for 2 ms is taken for a slow one, and then runs elsewhere: so of a strategy that waits.
    @Test(.timeLimit(.minutes(1))) func publisher_LetsHandlersRun_WhenAllAreFull() async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(.patient(.deadline), observer: observer)
        let handled = Journal()
        let handler = try broker.subscribe(to: "news", capacity: 4, on: pool) { messages in
            for index in messages.indices { handled.note(messages[index]) }
        }
        try await Task(executorPreference: pool) {
            for message in 0..<1_000 { try await broker.publish(message, to: "news") }
        }.value
        await broker.close()
        await handler.ended()
        #expect(handled.all == Array(0..<1_000))
        #expect(observer.drops.isEmpty)
        pool.shutdown()
    }

    /// One that finds no room when it comes back, since another was faster, waits as its strategy says.
    @Test(.timeLimit(.minutes(1)), arguments: [SendTimeoutKind.deadline, .evict])
    func publishers_KeepTheirOrderAndLoseNothing_WhenThereAreSeveral(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(.patient(kind), observer: observer)
        let news = try broker.subscribe(to: "news", capacity: 4)
        let reading = Task(executorPreference: pool) {
            await news.read { messages in
                var received: [Int] = []
                while let message = await messages.next() { received.append(message) }
                return received
            }
        }
        let publishers = (0..<3).map { publisher in
            Task(executorPreference: pool) {
                for message in 0..<400 { try await broker.publish(1_000 * publisher + message, to: "news") }
            }
        }
        for publisher in publishers { try await publisher.value }
        await broker.close()
        let received = await reading.value
        for publisher in 0..<3 {
            #expect(received.filter { $0 / 1_000 == publisher } == (0..<400).map { 1_000 * publisher + $0 })
        }
        #expect(observer.drops.isEmpty)
        pool.shutdown()
    }

    /// Nobody reads: it gives way once, and then what comes is the strategy's.
    @Test(.timeLimit(.minutes(1)), arguments: [SendTimeoutKind.dropNewest, .dropOldest])
    func publisher_GoesOn_WhenNobodyMakesRoom(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(BrokerOptions(sendTimeout: kind), observer: observer)
        let news = try broker.subscribe(to: "news", capacity: 4)
        let others = Tallies(count: 1)
        try await Task(executorPreference: pool) {
            for message in 0..<4 { try await broker.publish(message, to: "news") }
            let first = Task(executorPreference: pool) { others.add(0) }
            try await broker.publish(4, to: "news")
            #expect(others.all == [1])
            let second = Task(executorPreference: pool) { others.add(0) }
            for message in 5..<10 { try await broker.publish(message, to: "news") }
            #expect(others.all == [1])
            for other in [first, second] { await other.value }
        }.value
        #expect(news.depth == 4)
        #expect(observer.drops.count == 6)
        await broker.close()
        pool.shutdown()
    }

    /// Nobody reads at first, so that giving way is in vain; then somebody does.
    @Test(.timeLimit(.minutes(1)), arguments: kinds.filter { $0 != .dropOldest })
    func publisher_GivesWayAgain_WhenRoomHasBeenMade(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        var options = BrokerOptions(sendTimeout: kind)
        options.timeout = .milliseconds(1)
        let broker = Broker<Int>(options, observer: observer)
        let news = try broker.subscribe(to: "news", capacity: 4)
        let received = Journal()
        try await Task(executorPreference: pool) {
            for message in 0..<5 { try await broker.publish(message, to: "news") }
            let reader = Task(executorPreference: pool) {
                await news.read { messages in
                    while let message = await messages.next() { received.note(message) }
                }
            }
            while received.all.count < 4 { await Task.yield() }
            #expect(observer.drops.map(\.message) == [4])
            let others = Tallies(count: 1)
            let other = Task(executorPreference: pool) { others.add(0) }
            for message in 5..<9 { try await broker.publish(message, to: "news") }
            #expect(others.all == [0])
            try await broker.publish(9, to: "news")
            #expect(others.all == [1])
            await other.value
            await broker.close()
            await reader.value
        }.value
        #expect(received.all == [0, 1, 2, 3, 5, 6, 7, 8, 9])
        pool.shutdown()
    }

    /// One of eight is full, and the others have room, so that the message must not come later for them.
    @Test func publisher_DoesNotGiveWay_WhenMostHaveRoom() async throws {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>(BrokerOptions(sendTimeout: .dropNewest))
        let small = try broker.subscribe(to: "news", capacity: 1)
        let large = try (0..<7).map { _ in try broker.subscribe(to: "news", capacity: 10) }
        let others = Tallies(count: 1)
        try await Task(executorPreference: pool) {
            let other = Task(executorPreference: pool) { others.add(0) }
            for message in 0..<10 { try await broker.publish(message, to: "news") }
            #expect(others.all == [0])
            #expect(small.depth == 1)
            for subscription in large { #expect(subscription.depth == 10) }
            await other.value
        }.value
        await broker.close()
        pool.shutdown()
    }

    /// One of two is full, and only waits for the worker: without giving way it lost all but the first few, or was waited for.
    @Test(.timeLimit(.minutes(1)), arguments: kinds)
    func publisher_LetsReadersRun_WhenHalfAreFull(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(.patient(kind), observer: observer)
        let large = try broker.subscribe(to: "news", capacity: 1_000)
        let small = try broker.subscribe(to: "news", capacity: 4)
        let reading = Task(executorPreference: pool) {
            await small.read { messages in
                var received: [Int] = []
                while let message = await messages.next() { received.append(message) }
                return received
            }
        }
        try await Task(executorPreference: pool) {
            for message in 0..<1_000 { try await broker.publish(message, to: "news") }
        }.value
        #expect(large.depth == 1_000)
        await broker.close()
        #expect(await reading.value == Array(0..<1_000))
        #expect(observer.drops.isEmpty)
        pool.shutdown()
    }

    /// Half of them never make room: it gives way once, not for each message.
    @Test(.timeLimit(.minutes(1)), arguments: [SendTimeoutKind.dropNewest, .dropOldest])
    func publisher_GoesOn_WhenHalfMakeNoRoom(kind: SendTimeoutKind) async throws {
        let pool = WorkerPool(workers: 1)
        let observer = RecordingObserver()
        let broker = Broker<Int>(BrokerOptions(sendTimeout: kind), observer: observer)
        let small = try (0..<2).map { _ in try broker.subscribe(to: "news", capacity: 4) }
        let large = try (0..<2).map { _ in try broker.subscribe(to: "news", capacity: 100) }
        let others = Tallies(count: 1)
        try await Task(executorPreference: pool) {
            for message in 0..<4 { try await broker.publish(message, to: "news") }
            let first = Task(executorPreference: pool) { others.add(0) }
            try await broker.publish(4, to: "news")
            #expect(others.all == [1])
            let second = Task(executorPreference: pool) { others.add(0) }
            for message in 5..<100 { try await broker.publish(message, to: "news") }
            #expect(others.all == [1])
            for other in [first, second] { await other.value }
        }.value
        for subscription in small { #expect(subscription.depth == 4) }
        for subscription in large { #expect(subscription.depth == 100) }
        #expect(observer.drops.count == 2 * 96)
        await broker.close()
        pool.shutdown()
    }
}
