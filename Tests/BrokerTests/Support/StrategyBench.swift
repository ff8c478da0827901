import Testing

@testable import Broker

/// A broker on timers that fire when the test says so, with subscribers of which some are full.
struct StrategyBench {
    let timers = ManualTimerSource()
    let observer = RecordingObserver()
    let broker: Broker<Int>
    let subscriptions: [Subscription<Int>]

    /// - Parameters:
    ///   - full: which of them have a full buffer from the start.
    ///   - roomForOne: which have a buffer of one, and room in it.
    init(
        _ kind: SendTimeoutKind, _ dispatch: Dispatch, subscribers: Int, full: Set<Int> = [],
        roomForOne: Set<Int> = [], partitions: Int = 1, seed: UInt64 = 1, evictAfter: Int = 10
    ) async throws {
        var options = BrokerOptions(sendTimeout: kind)
        options.dispatch = dispatch
        options.partitions = .fixed(partitions)
        options.seed = seed
        options.evictAfter = evictAfter
        let broker = Broker<Int>(options, observer: observer, timers: timers)
        self.broker = broker
        subscriptions = try (0..<subscribers).map {
            try broker.subscribe(to: "a", capacity: full.union(roomForOne).contains($0) ? 1 : 1_000)
        }
        for index in full.sorted() {
            let channel = subscriptions[index].handle.channel
            channel.log?.setAside(channel)
            #expect(channel.trySend(-1) == .sent)
        }
    }

    var waiting: Int {
        subscriptions.map { $0.handle.channel.state.withLock { $0.senders.count } }.reduce(0, +)
    }

    func publish(_ message: Int) -> Task<Void, any Error> {
        Task { [broker] in try await broker.publish(message, to: "a") }
    }

    var timedOut: [Int] { observer.drops.filter { $0.reason == .timedOut }.map(\.subscription) }
}
