import Synchronization

@testable import Broker

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A broker with handlers, publishers and whatever may end them, all as a seed decides; and what became of each message.
final class HandlerLife: Sendable {
    static let messages = 40

    /// What became of the messages for one subscription.
    private struct Fate {
        /// In their order.
        var received: [Int] = []
        /// Dropped or left undecided.
        var others: [Int] = []
    }
    private struct Observer: BroadcastObserver {
        let life: HandlerLife
        func dropped(_ message: Int, by subscription: SubscriptionID, reason: DropReason) {
            life.fates.withLock { $0[subscription.rawValue].others.append(message) }
        }
        func undecided(_ message: Int, by subscription: SubscriptionID) {
            life.fates.withLock { $0[subscription.rawValue].others.append(message) }
        }
        func waited(nanoseconds: Int64) {}
    }
    private final class Links: Sendable {
        nonisolated(unsafe) weak var broker: Broker<Int>?
        nonisolated(unsafe) weak var threads: WorkerThreads?
    }

    private let seed: UInt64
    let strategy: SendTimeoutKind
    private let subscribers: Int
    private let publishers: Int
    private let fates: Mutex<[Fate]>
    private let published = Mutex<Set<Int>>([])
    private let found = Mutex<[String]>([])
    private let links = Links()

    init(seed: UInt64) {
        var dice = Dice(seed: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        for _ in 0..<8 { _ = dice.next() }
        self.seed = dice.next()
        strategy = SendTimeoutKind.allCases[Int(seed) % SendTimeoutKind.allCases.count]
        subscribers = 1 + Int(dice.next() % 8)
        publishers = 1 + Int(dice.next() % 3)
        fates = Mutex([Fate](repeating: Fate(), count: subscribers))
    }

    var faults: [String] { found.withLock { $0 } }

    /// Whether nothing is left of the broker and of the threads.
    var isForgotten: Bool { links.broker == nil && links.threads == nil }

    /// Returns when everything has ended.
    func run() async throws {
        var dice = Dice(seed: seed)
        var options = BrokerOptions(sendTimeout: strategy)
        options.timeout = .microseconds(Int64(200 + dice.next() % 2_000))
        options.evictAfter = 1 + Int(dice.next() % 3)
        let pool = WorkerPool(workers: 1 + Int(dice.next() % 3))
        let broker = Broker(options, observer: Observer(life: self))
        (links.broker, links.threads) = (broker, pool.threads)
        var held = try (0..<subscribers).map { try Optional(subscribe($0, broker, pool, &dice)) }
        let sending = (0..<publishers).map { number in
            dice.next() % 2 == 0
                ? Task { await self.publish(number, broker) }
                : Task(executorPreference: pool) { await self.publish(number, broker) }
        }
        let stayed = await endSome(&held, broker, &dice)
        // A message that drop-oldest appends while the broker is being closed may come behind the end of its readers.
        if dice.next() % 2 == 0 || strategy == .dropOldest { for task in sending { await task.value } }
        await broker.close()
        for task in sending { await task.value }
        for subscription in held { await subscription?.ended() }
        check(stayed)
        if dice.next() % 2 == 0 { pool.shutdown() }
    }

    private func subscribe(
        _ number: Int, _ broker: Broker<Int>, _ pool: WorkerPool, _ dice: inout Dice
    ) throws -> HandlerSubscription<Int> {
        let isBusy = Flags()
        let (isSlow, start) = (dice.next() % 3 == 0, dice.next())
        return try broker.subscribe(to: "news", capacity: 1 + Int(dice.next() % 5), on: pool) { messages in
            if isBusy.enter() { self.found.withLock { $0.append("two threads call \(number)") } }
            self.fates.withLock { fates in
                for index in messages.indices { fates[number].received.append(messages[index]) }
            }
            if isSlow, (start &+ UInt64(messages[0])) % 5 == 0 { usleep(2_500) }
            isBusy.leave()
        }
    }

    private func publish(_ number: Int, _ broker: Broker<Int>) async {
        for index in 0..<Self.messages {
            let message = number * Self.messages + index
            do { try await broker.publish(message, to: "news") } catch { return }
            published.withLock { _ = $0.insert(message) }
        }
    }

    /// Unsubscribes some and lets go of some, at moments of their own.
    /// - Returns: those that were there to the end.
    private func endSome(
        _ held: inout [HandlerSubscription<Int>?], _ broker: Broker<Int>, _ dice: inout Dice
    ) async -> Set<Int> {
        var stayed = Set(held.indices)
        for _ in 0..<Int(dice.next() % 6) {
            for _ in 0..<Int(dice.next() % 40) { await Task.yield() }
            let number = Int(dice.next() % UInt64(held.count))
            if dice.next() % 2 == 0 { held[number] = nil }
            if let subscription = held[number] { try? broker.unsubscribe(subscription) }
            stayed.remove(number)
        }
        return stayed
    }

    private func check(_ stayed: Set<Int>) {
        let published = published.withLock { $0 }
        for (number, fate) in fates.withLock({ $0 }).enumerated() {
            let all = fate.received + fate.others
            if Set(all).count != all.count { note(number, "doubled", all) }
            for publisher in 0..<publishers {
                let received = fate.received.filter { $0 / Self.messages == publisher }
                if received != received.sorted() { note(number, "reordered", received) }
            }
            if stayed.contains(number), !published.isSubset(of: all) {
                note(number, "lost", published.subtracting(all).sorted())
            }
        }
    }

    private func note(_ subscription: Int, _ fault: String, _ messages: [Int]) {
        found.withLock { $0.append("subscription \(subscription): \(fault) in \(messages)") }
    }
}

/// Whether somebody is in.
private final class Flags: Sendable {
    private let state = Atomic<Bool>(false)
    /// - Returns: whether another one is in already.
    func enter() -> Bool { state.exchange(true, ordering: .sequentiallyConsistent) }
    func leave() { state.store(false, ordering: .sequentiallyConsistent) }
}
