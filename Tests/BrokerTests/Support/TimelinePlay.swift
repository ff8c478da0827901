import Synchronization
import Testing

@testable import Broker

/// Plays a picture on a broker, millisecond by millisecond, and holds what is drawn against what happens.
struct TimelinePlay {
    /// What is to be seen at a moment.
    struct Moment: Equatable {
        var depths: [Int]
        /// As `message subscriber reason`.
        var drops: Set<String>
        var waiting: Int
        var senders: Int
        /// Nil where it is not known.
        var timers: Int?
        var returned: Int
    }
    /// After so many turns what has not come will not come: a picture that is wrong fails in words, and hangs nobody.
    private static let turns = 1_000_000

    private let name: String
    private let kind: SendTimeoutKind
    private let timeline: Timeline
    private let cast: [Timeline.Subscriber]
    private let bench: StrategyBench
    private let returned = Gauge()
    private var drops = 0
    private var depths: [Int] = []

    init(_ name: String, _ timeline: Timeline) async throws {
        self.name = name
        self.timeline = timeline
        kind = try #require(SendTimeoutKind(rawValue: timeline.of ?? name))
        cast = try #require(timeline.cast)
        let full = Set(cast.indices.filter { [cast] in cast[$0].isFull })
        let isAwaited = timeline.publisher.contains { $0.returned > $0.called }
        let isPrimed = timeline.primed != nil
        bench = try await StrategyBench(
            kind, isAwaited ? .awaited : .detached, subscribers: cast.count, full: isPrimed ? [] : full,
            roomForOne: isPrimed ? full : [], partitions: timeline.partitions ?? 1,
            evictAfter: timeline.evictAfter ?? 10)
        if let primed = timeline.primed { try await prime(before: primed) }
        for _ in 1..<(timeline.evictAfter ?? 1) { try await timeOut() }
        drops = bench.observer.drops.count
        depths = bench.subscriptions.map(\.depth)
    }

    /// A first message, which fills the buffers of one.
    private func prime(before milliseconds: Double) async throws {
        try await bench.publish(0).value
        await eventually { bench.broker.sendersAlive == 0 && bench.subscriptions.allSatisfy { $0.depth == 1 } }
        bench.timers.advance(by: .milliseconds(milliseconds))
    }

    /// A broadcast in which those that read make room at once, and the others time out.
    private func timeOut() async throws {
        let readers = cast.indices.filter { !cast[$0].reads.isEmpty }
        let full = cast.filter(\.isFull).count
        try await bench.publish(0).value
        await eventually { bench.waiting == full }
        for reader in readers { await read(reader) }
        await eventually { bench.waiting == full - readers.count }
        bench.timers.advance(by: .milliseconds(5))
        await eventually { bench.broker.sendersAlive == 0 }
    }

    private func read(_ index: Int) async {
        var reader = bench.subscriptions[index].makeAsyncIterator()
        _ = await reader.next()
    }

    // MARK: Playing

    /// - Parameter end: the last millisecond that is drawn.
    func run(until end: Int) async {
        var published: [Task<Void, any Error>] = []
        for time in 0...end {
            if time > 0 { bench.timers.advance(by: .milliseconds(1)) }
            for index in cast.indices where cast[index].reads.contains(Double(time)) { await read(index) }
            for (number, publish) in timeline.publisher.enumerated() where publish.called == Double(time) {
                let last = published.last
                published.append(
                    Task { [bench, returned] in
                        _ = await last?.result
                        try await bench.broker.publish(number + 1, to: "a")
                        returned.add()
                    })
            }
            guard await settles(at: Double(time)) else { break }
        }
        await bench.broker.close()
        for publish in published { _ = await publish.result }
        // What is armed fires, and lets go of its memory.
        bench.timers.advance(by: .seconds(60))
    }

    private func settles(at time: Double) async -> Bool {
        let drawn = drawn(at: time)
        var seen = seen(drawn)
        var turns = 0
        while seen != drawn, turns < Self.turns {
            await Task.yield()
            seen = self.seen(drawn)
            turns += 1
        }
        #expect(seen == drawn, "\(name) at \(time) ms")
        return seen == drawn
    }

    private func seen(_ drawn: Moment) -> Moment {
        Moment(
            depths: bench.subscriptions.map(\.depth),
            drops: Set(
                bench.observer.drops.dropFirst(drops).map { "\($0.message) \(cast[$0.subscription].name) \($0.reason)" }
            ),
            waiting: bench.waiting, senders: bench.broker.sendersAlive,
            timers: drawn.timers.map { _ in bench.broker.pendingTimers }, returned: returned.current)
    }

    private func drawn(at time: Double) -> Moment {
        let visits = timeline.senders.joined()
        let depths = cast.enumerated().map { index, subscriber in
            let sent = visits.filter { $0.subscriber == subscriber.name && $0.left <= time && $0.outcome == "sent" }
            return self.depths[index] + sent.count - subscriber.reads.filter { $0 <= time }.count
        }
        // Each sender's list is one broadcast's, but where several senders share one.
        let drops = timeline.senders.enumerated().flatMap { number, visits in
            visits.filter { $0.left <= time }.compactMap { drop($0, of: timeline.publisher.count > 1 ? number + 1 : 1) }
        }
        return Moment(
            depths: depths, drops: Set(drops), waiting: visits.filter { $0.came <= time && time < $0.left }.count,
            senders: timeline.senders.filter { $0.contains { $0.came <= time && time < $0.left } }.count,
            timers: isUncertain(at: time)
                ? nil : timeline.timers.flatMap(\.armed).filter { $0.contains(time) }.count,
            returned: timeline.publisher.filter { $0.returned <= time }.count)
    }

    private func drop(_ visit: Timeline.Visit, of message: Int) -> String? {
        switch visit.outcome {
        case "timedOut", "evicted": "\(message) \(visit.subscriber) timedOut"
        case "rejectedNewest", "closed": "\(message) \(visit.subscriber) \(visit.outcome)"
        // What it loses is the message that has filled it.
        case "evictedOldest": "0 \(visit.subscriber) evictedOldest"
        default: nil
        }
    }

    /// A shared timer is stopped by the publish that returns, and reset by senders that may have been sooner: which of
    /// them was, shows until the next reset.
    private func isUncertain(at time: Double) -> Bool { kind == .sharedTimer && time < 3 }
}
