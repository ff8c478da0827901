import Broker
import BrokerNIO
import Experiment
import Trial

extension Operation {
    /// Awaited publishes to one subscription, of every strategy on every timer source: one that has room, and is read
    /// after each, and one that is full, and is given up after a tenth of a millisecond.
    static var publish: [Operation] {
        SendTimeoutKind.allCases.flatMap { kind in
            sources(of: kind).flatMap { source in
                [true, false].map { hasRoom in
                    let words = ["publish", kind.rawValue, source?.rawValue, hasRoom ? "room" : "full"]
                    let waits = !hasRoom && source != nil
                    return Operation(words.compactMap(\.self).joined(separator: "/"), waits: waits) {
                        try PublishRig(kind, source, hasRoom: hasRoom)
                    }
                }
            }
        }
    }

    private static func sources(of kind: SendTimeoutKind) -> [TimerSourceName?] {
        let sources = StrategyName(rawValue: kind.rawValue)?.timerSources ?? TimerSourceName.allCases
        return sources.isEmpty ? [nil] : sources
    }
}

/// An operation is a message: published, and where there is room read.
private final class PublishRig: Rig, @unchecked Sendable {
    // Sendable: used by one task at a time.
    private let broker: Broker<TrialMessage>
    private let hasRoom: Bool
    /// A strategy may throw a subscription out.
    private var subscription: Subscription<TrialMessage>
    private var messages: Subscription<TrialMessage>.Iterator

    init(_ kind: SendTimeoutKind, _ source: TimerSourceName?, hasRoom: Bool) throws {
        var options = BrokerOptions(sendTimeout: kind)
        options.timeout = hasRoom ? .milliseconds(5) : .microseconds(100)
        broker = try source.map { Broker(options, timers: try $0.make()) } ?? Broker(options)
        self.hasRoom = hasRoom
        subscription = try broker.subscribe(to: "topic", capacity: 1)
        messages = subscription.makeAsyncIterator()
    }

    func run(_ count: Int) async throws {
        if hasRoom { try await runWithRoom(count) } else { try await runWhileFull(count) }
    }

    private func runWithRoom(_ count: Int) async throws {
        for _ in 0..<count {
            try await broker.publish(.sample, to: "topic")
            // Nothing has come where a strategy throws everything away.
            if subscription.depth > 0 { _ = await messages.next() }
        }
    }

    private func runWhileFull(_ count: Int) async throws {
        for _ in 0..<count {
            if broker.subscriptionCount(of: "topic") == 0 {
                subscription = try broker.subscribe(to: "topic", capacity: 1)
                messages = subscription.makeAsyncIterator()
            }
            try await broker.publish(.sample, to: "topic")
        }
    }

    func end() async { await broker.close() }
}
