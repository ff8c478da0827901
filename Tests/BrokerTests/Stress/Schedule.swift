import Testing

@testable import Broker

/// One broker under a random schedule: publishers, readers that come, dawdle and leave in every way there is, and an end
/// at any moment. Afterwards the accounts must balance.
struct Schedule {
    /// How a subscription is read, and left.
    enum Conduct: CaseIterable {
        /// To its end.
        case loops, reads
        /// Unsubscribed at some moment, and read to its end.
        case unsubscribes
        /// Its task is cancelled at some moment.
        case isCancelled
        /// Breaks off after some messages, and lets go of it.
        case breaksOff
        /// Is never read, and let go of at some moment.
        case isForgotten

        /// Whether all that is sent to it is received or reported.
        var isAccountable: Bool { self == .loops || self == .reads || self == .unsubscribes }
    }

    let name: String
    private let options: BrokerOptions
    private let publishers: Int
    private let letters: Int
    private let closesEarly: Bool
    private let pool: WorkerPool?
    private var chance: Chance

    init(_ strategy: SendTimeoutKind, seed: UInt64) {
        var chance = Chance(seed: seed)
        var options = BrokerOptions(sendTimeout: strategy)
        options.timeout = .microseconds(chance.one(of: [1, 50, 400, 3_000]))
        options.timerSource = chance.one(of: TimerSourceKind.allCases)
        options.wheelResolution = .microseconds(100)
        options.dispatch = chance.happens(70) ? .awaited : .detached
        options.partitions = .fixed(chance.number(1...3))
        options.evictAfter = chance.number(1...3)
        options.seed = seed
        self.options = options
        publishers = chance.number(1...4)
        letters = chance.number(1...60)
        closesEarly = chance.happens(25)
        let workers = chance.number(0...3)
        pool = workers == 0 ? nil : WorkerPool(workers: workers)
        name = "\(strategy.rawValue), seed \(seed): \(options)"
        self.chance = chance
    }

    func run() async throws {
        let count = Letter.Count()
        weak var registry: Registry<Letter>?
        do {
            let ledger = Ledger(publishers: publishers)
            let broker = Broker<Letter>(options, observer: ledger)
            registry = broker.registry
            try await run(broker, ledger, count)
            #expect(broker.sendersAlive == 0, "senders are left: \(name)")
            await eventually { broker.pendingTimers == 0 }
        }
        // Whoever was just let go of may be letting go itself. What is held for good hangs here.
        await eventually { count.isZero && registry == nil }
        pool?.shutdown()
    }

    private func run(_ broker: Broker<Letter>, _ ledger: Ledger, _ count: Letter.Count) async throws {
        var chance = chance
        let readers = chance.number(1...6)
        // What an evicted one misses is reported as long as somebody holds it.
        var held: [Subscription<Letter>] = []
        var accounts: [(id: SubscriptionID, conduct: Conduct, isThereFromTheStart: Bool)] = []
        await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<readers {
                guard let reader = try? Reader(broker, ledger, &chance) else { continue }
                accounts.append((reader.id, reader.conduct, true))
                if reader.conduct.isAccountable { held += [reader.subscription] }
                group.addTask(executorPreference: pool) {
                    await reader.run()
                    return nil
                }
            }
            for publisher in 0..<publishers {
                let own = chance.fork()
                group.addTask(executorPreference: pool) { await publish(publisher, broker, count, own) }
            }
            // Some come while messages are under way.
            for _ in 0..<chance.number(0...3) {
                await chance.dawdle()
                guard let reader = try? Reader(broker, ledger, &chance) else { continue }
                accounts.append((reader.id, reader.conduct, false))
                if reader.conduct.isAccountable { held += [reader.subscription] }
                group.addTask(executorPreference: pool) {
                    await reader.run()
                    return nil
                }
            }
            if closesEarly {
                for _ in 0..<chance.number(0...40) { await chance.dawdle() }
                await broker.close()
            }
            var published: [Int] = []
            for await result in group {
                guard let result else { continue }
                published.append(result)
                if published.count == publishers, !closesEarly { await broker.close() }
            }
            #expect(published.count == publishers, "\(name)")
        }
        held = []
        for (id, conduct, isThereFromTheStart) in accounts {
            check(ledger.account(of: id), conduct, isThereFromTheStart, "\(conduct) \(id), \(name)")
        }
    }

    /// - Returns: how many were published.
    private func publish(_ publisher: Int, _ broker: Broker<Letter>, _ count: Letter.Count, _ chance: Chance) async
        -> Int
    {
        var chance = chance
        for number in 0..<letters {
            let letter = Letter(publisher: publisher, number: number, count: count)
            do { try await broker.publish(letter, to: Reader.topic) } catch { return number }
            await chance.dawdle()
        }
        return letters
    }

    private func check(_ account: Ledger.Account, _ conduct: Conduct, _ isThereFromTheStart: Bool, _ name: String) {
        for (received, dropped) in zip(account.received, account.dropped) {
            if options.dispatch == .awaited {
                #expect(zip(received, received.dropFirst()).allSatisfy { $0 < $1 }, "reordered: \(received), \(name)")
            }
            let decided = (received + dropped).sorted()
            #expect(zip(decided, decided.dropFirst()).allSatisfy { $0 < $1 }, "twice: \(received) \(dropped), \(name)")
            guard conduct.isAccountable, let first = decided.first, let last = decided.last else { continue }
            // From when it came until it left, nothing is missing.
            guard options.dispatch == .awaited || isThereFromTheStart && conduct != .unsubscribes else { continue }
            #expect(last - first + 1 == decided.count, "lost: \(received) \(dropped), \(name)")
            if isThereFromTheStart { #expect(first == 0, "lost: \(received) \(dropped), \(name)") }
            if !closesEarly, conduct != .unsubscribes {
                #expect(last == letters - 1, "lost: \(received) \(dropped), \(name)")
            }
        }
        if conduct.isAccountable, conduct != .unsubscribes, isThereFromTheStart, !closesEarly {
            for (received, dropped) in zip(account.received, account.dropped) {
                #expect(received.count + dropped.count == letters, "\(name)")
            }
        }
    }
}
