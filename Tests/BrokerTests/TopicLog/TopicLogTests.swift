import Synchronization
import Testing

@testable import Broker

/// A topic's log, one step at a time.
@Suite struct TopicLogTests {
    static let kinds: [SendTimeoutKind] = [.dropNewest, .deadline, .dropOldest]

    private func broker(_ kind: SendTimeoutKind, _ observer: RecordingObserver? = nil) -> Broker<Int> {
        Broker(BrokerOptions(sendTimeout: kind), observer: observer, timers: ManualTimerSource())
    }

    @Test(arguments: [1, 2, 63, 64, 65, 100]) func capacity_IsExact(capacity: Int) async throws {
        let broker = broker(.dropNewest)
        let subscription = try broker.subscribe(to: "a", capacity: capacity)
        for number in 0..<capacity + 3 {
            try await broker.publish(number, to: "a")
            #expect(subscription.depth == min(number + 1, capacity))
        }
        var reader = ChannelReader(subscription.handle.channel)
        #expect(reader.take() == 0)
        #expect(subscription.depth == capacity - 1)
        try await broker.publish(1_000, to: "a")
        #expect(subscription.depth == capacity)
        try await broker.publish(1_001, to: "a")
        var rest: [Int] = []
        while let number = reader.take() { rest.append(number) }
        #expect(rest == Array(1..<capacity) + [1_000])
    }

    @Test(arguments: kinds.dropLast()) func channel_ReadsTheLogAgain_WhenItHasReadWhatWasItsOwn(kind: SendTimeoutKind)
        async throws
    {
        let broker = broker(kind)
        let subscription = try broker.subscribe(to: "a", capacity: 3)
        let channel = subscription.handle.channel
        for number in 0..<2 { try await broker.publish(number, to: "a") }
        channel.log?.setAside(channel)
        try await broker.publish(2, to: "a")
        #expect(channel.isAside)
        var reader = ChannelReader(channel)
        #expect([reader.take(), reader.take(), reader.take(), reader.take()] == [0, 1, 2, nil])
        try await broker.publish(3, to: "a")
        #expect(!channel.isAside && subscription.depth == 1)
        #expect(reader.take() == 3)
    }

    /// A publisher that has found the log before the broker is closed comes to it in the middle of that.
    @Test func message_IsUndecided_WhenItMeetsAFullOneWhileTheBrokerIsClosed() async throws {
        let observer = RecordingObserver()
        let broker = broker(.dropOldest, observer)
        let full = try broker.subscribe(to: "a", capacity: 2)
        let other = try broker.subscribe(to: "a", capacity: 3)
        for number in 0..<2 { try await broker.publish(number, to: "a") }
        let log = try #require(full.handle.channel.log)
        log.end()
        if case .given = log.broadcast(2) {} else { Issue.record("it is waited for") }
        #expect(observer.undecided == [full.id.rawValue] && observer.drops.isEmpty)
        await broker.close()
        for (subscription, messages) in [(full, [0, 1]), (other, [0, 1, 2])] {
            var reader = ChannelReader(subscription.handle.channel)
            for message in messages { #expect(reader.take() == message) }
            #expect(reader.take() == nil)
        }
    }

    /// What is on a page is not freed while somebody who was set aside may read it, and is when nobody may.
    @Test(arguments: kinds) func messages_AreFreed_WhenAllHaveReadThem(kind: SendTimeoutKind) async throws {
        let alive = Gauge()
        final class Probe: Sendable {
            let alive: Gauge
            init(_ alive: Gauge) {
                self.alive = alive
                alive.add()
            }
            deinit { alive.remove() }
        }
        do {
            let broker = Broker<Probe>(BrokerOptions(sendTimeout: kind), timers: ManualTimerSource())
            let slow = try broker.subscribe(to: "a", capacity: 5)
            let fast = try broker.subscribe(to: "a", capacity: 2_000)
            slow.handle.channel.log?.setAside(slow.handle.channel)
            var reader = ChannelReader(fast.handle.channel)
            for _ in 0..<5 { try await broker.publish(Probe(alive), to: "a") }
            var slowReader = ChannelReader(slow.handle.channel)
            for _ in 0..<20_000 {
                _ = slowReader.take()
                try await broker.publish(Probe(alive), to: "a")
                while reader.take() != nil {}
            }
            #expect(alive.current <= TopicLog<Probe>.lookEvery + 2 * TopicLog<Probe>.largestPage + 5)
            slow.handle.channel.log?.setAside(slow.handle.channel)
        }
        #expect(alive.current == 0)
    }

    /// Against a queue per subscription, whose bound, order and losses are those of the strategy.
    @Test(arguments: 0..<200) func log_DoesWhatAQueueEachWouldDo(seed: UInt64) async throws {
        var dice = Dice(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 7)
        func draw(_ bound: Int) -> Int { Int(dice.next() >> 16) % bound }
        let kind = Self.kinds[Int(seed) % 2 == 0 ? 0 : 2]
        struct Model {
            var queue: [Int] = []
            let capacity: Int
            let subscription: Subscription<Int>
            var reader: ChannelReader<Int>
            var isSubscribed = true
        }
        let observer = RecordingObserver()
        let broker = broker(kind, observer)
        var models: [Model] = []
        var drops: [RecordingObserver.Drop] = []
        for step in 0..<2_000 {
            let choice = draw(40)
            if models.isEmpty || choice == 0 {
                let capacity = 1 + draw(draw(2) == 0 ? 9 : 150)
                let subscription = try broker.subscribe(to: "a", capacity: capacity)
                models.append(
                    Model(
                        capacity: capacity, subscription: subscription,
                        reader: ChannelReader(subscription.handle.channel)))
            } else if choice == 1 {
                models.remove(at: draw(models.count))
            } else if choice == 2 {
                let position = draw(models.count)
                if models[position].isSubscribed { try broker.unsubscribe(models[position].subscription) }
                models[position].isSubscribed = false
            } else if choice == 3 {
                let channel = models[draw(models.count)].subscription.handle.channel
                channel.log?.setAside(channel)
            } else if choice < 22 {
                try await broker.publish(step, to: "a")
                for index in models.indices where models[index].isSubscribed {
                    let id = models[index].subscription.id.rawValue
                    guard models[index].queue.count == models[index].capacity else {
                        models[index].queue.append(step)
                        continue
                    }
                    if kind == .dropNewest {
                        drops.append(.init(message: step, subscription: id, reason: .rejectedNewest))
                    } else {
                        let lost = models[index].queue.removeFirst()
                        drops.append(.init(message: lost, subscription: id, reason: .evictedOldest))
                        models[index].queue.append(step)
                    }
                }
            } else {
                let position = draw(models.count)
                for _ in 0..<1 + draw(6) {
                    let message = models[position].queue.isEmpty ? nil : models[position].queue.removeFirst()
                    #expect(models[position].reader.take() == message)
                }
                #expect(models[position].subscription.depth == models[position].queue.count)
            }
        }
        #expect(Set(observer.drops.map(\.text)) == Set(drops.map(\.text)) && observer.drops.count == drops.count)
    }
}

extension ChannelReader {
    /// The next one, without waiting.
    fileprivate mutating func take() -> Element? { nextInRun() ?? (refill() ? nextInRun() : nil) }
}

extension RecordingObserver.Drop {
    fileprivate var text: String { "\(message) \(subscription) \(reason)" }
}
