import Synchronization
import Testing

@testable import Broker

/// Publishers, readers and those who leave, all at once: each message is received or told of as dropped, once, in the
/// order of its publisher, and nothing is left.
@Suite struct TopicLogStressTests {
    /// A message that is counted while it lives.
    final class Letter: Sendable {
        let publisher: Int
        let number: Int
        let alive: Gauge
        init(_ publisher: Int, _ number: Int, _ alive: Gauge) {
            (self.publisher, self.number, self.alive) = (publisher, number, alive)
            alive.add()
        }
        deinit { alive.remove() }
        var key: Int { publisher << 32 | number }
    }

    final class Ledger: BroadcastObserver {
        private let drops = Mutex<[Int: [Int]]>([:])
        func dropped(_ message: Letter, by subscription: SubscriptionID, reason: DropReason) {
            drops.withLock { $0[subscription.rawValue, default: []].append(message.key) }
        }
        func waited(nanoseconds: Int64) {}
        func drops(of id: Int) -> [Int] { drops.withLock { $0[id] ?? [] } }
    }

    static let kinds: [SendTimeoutKind] = [.dropNewest, .deadline, .evict, .dropOldest]

    @Test(.timeLimit(.minutes(5)), arguments: kinds, Dispatch.allCases)
    func everyDelivery_IsDecidedOnce(kind: SendTimeoutKind, dispatch: Dispatch) async throws {
        for seed in 0..<Self.seeds { try await play(kind, dispatch, seed: seed) }
    }

    private static let seeds = 40

    private func play(_ kind: SendTimeoutKind, _ dispatch: Dispatch, seed: Int) async throws {
        var dice = Dice(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 99)
        func draw(_ bound: Int) -> Int { Int(dice.next() >> 16) % bound }
        let alive = Gauge()
        let ledger = Ledger()
        var options = BrokerOptions(sendTimeout: kind)
        options.dispatch = dispatch
        options.timeout = .microseconds([0, 20, 200, 2_000][draw(4)])
        options.evictAfter = 1 + draw(4)
        let each = draw(10) == 0 ? 2_000 : 100 + draw(300)
        let publishers = 1 + draw(3)
        let pauses = draw(3)
        do {
            let broker = Broker<Letter>(options, observer: ledger)
            // Those that stay see everything that is published; one that comes later does not.
            var stayers: [Reading] = []
            for _ in 0..<1 + draw(8) {
                stayers.append(
                    Reading(try broker.subscribe(to: "a", capacity: 1 + draw([2, 10, 200][draw(3)])), draw(5)))
            }
            let leavers = try (0..<draw(6)).map { _ in
                (Reading(try broker.subscribe(to: "a", capacity: 1 + draw(20)), draw(4)), draw(3), draw(200))
            }
            let leaving = leavers.map { reading, way, turns in
                Task {
                    for _ in 0..<turns { await Task.yield() }
                    switch way {
                    case 0: reading.task.cancel()
                    case 1: try? broker.unsubscribe(reading.subscription)
                    default: break
                    }
                    await way == 2 ? () : reading.end()
                }
            }
            await withTaskGroup(of: Void.self) { group in
                for publisher in 0..<publishers {
                    group.addTask {
                        for number in 0..<each {
                            try? await broker.publish(Letter(publisher, number, alive), to: "a")
                            if pauses > 0, number % (pauses * 37) == 0 { await Task.yield() }
                        }
                    }
                }
            }
            await eventually { broker.sendersAlive == 0 }
            await broker.close()
            for task in leaving { await task.value }
            let isOrdered = dispatch == .awaited || kind == .dropNewest || kind == .dropOldest
            let all = (0..<publishers).flatMap { publisher in (0..<each).map { publisher << 32 | $0 } }
            for reading in stayers + leavers.map(\.0) {
                await reading.end()
                let received = reading.received.all
                if isOrdered {
                    for publisher in 0..<publishers {
                        let own = received.filter { $0 >> 32 == publisher }
                        #expect(own == own.sorted(), "\(kind) \(dispatch) seed \(seed): order")
                    }
                }
                #expect(Set(received).count == received.count, "\(kind) \(dispatch) seed \(seed): doubled")
            }
            for reading in stayers where reading.subscription.error == nil {
                let decided = reading.received.all + ledger.drops(of: reading.subscription.id.rawValue)
                #expect(decided.sorted() == all, "\(kind) \(dispatch) seed \(seed): lost or doubled")
            }
            // What an evicted one had not read is dropped when its reader learns of it.
            for reading in stayers where reading.subscription.error != nil {
                let decided = reading.received.all + ledger.drops(of: reading.subscription.id.rawValue)
                #expect(decided.sorted() == all, "\(kind) \(dispatch) seed \(seed): evicted")
            }
        }
        await eventually { alive.current == 0 }
    }

    /// A subscription and the task that reads it, every so often more slowly.
    private struct Reading {
        let subscription: Subscription<Letter>
        let received: Journal
        let task: Task<Void, Never>

        init(_ subscription: Subscription<Letter>, _ laziness: Int) {
            self.subscription = subscription
            let received = Journal()
            self.received = received
            task = Task {
                await subscription.read { messages in
                    while let first = await messages.next() {
                        var letter: Letter? = first
                        while let next = letter {
                            received.note(next.key)
                            for _ in 0..<(laziness == 4 ? 20 : laziness % 3) { await Task.yield() }
                            if laziness % 2 == 1 {
                                for next in messages.takeRun(most: 5) { received.note(next.key) }
                            }
                            letter = messages.nextInRun()
                        }
                    }
                }
            }
        }

        func end() async { await task.value }
    }
}
