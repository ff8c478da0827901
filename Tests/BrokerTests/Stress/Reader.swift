@testable import Broker

extension Schedule {
    /// One subscription of a schedule, and what becomes of it.
    struct Reader: Sendable {
        static let topic = "letters"

        let id: SubscriptionID
        let conduct: Conduct
        private let broker: Broker<Letter>
        private let ledger: Ledger
        private let chance: Chance
        let subscription: Subscription<Letter>

        init(_ broker: Broker<Letter>, _ ledger: Ledger, _ chance: inout Chance) throws {
            subscription = try broker.subscribe(to: Self.topic, capacity: chance.number(1...6))
            id = subscription.id
            conduct = chance.one(of: Conduct.allCases)
            self.chance = chance.fork()
            (self.broker, self.ledger) = (broker, ledger)
        }

        func run() async {
            var chance = chance
            switch conduct {
            case .loops, .breaksOff: await loop(conduct == .loops ? .max : chance.number(0...10))
            case .reads: await read()
            case .unsubscribes:
                async let end: Void = loop(.max)
                for _ in 0..<chance.number(0...30) { await chance.dawdle() }
                try? broker.unsubscribe(subscription)
                await end
            case .isCancelled:
                let isWatched = chance.happens(50)
                let task = Task { if isWatched { await read() } else { await loop(.max) } }
                for _ in 0..<chance.number(0...30) { await chance.dawdle() }
                task.cancel()
                await task.value
            case .isForgotten: for _ in 0..<chance.number(0...30) { await chance.dawdle() }
            }
        }

        private func loop(_ most: Int) async {
            var (chance, left) = (chance, most)
            guard left > 0 else { return }
            for await letter in subscription {
                ledger.received(letter, by: id)
                left -= 1
                if left == 0 { return }
                await chance.dawdle()
            }
        }

        private func read() async {
            var chance = chance
            await subscription.read { letters in
                while let first = await letters.next() {
                    ledger.received(first, by: id)
                    if chance.happens(50) {
                        for letter in letters.takeRun(most: chance.number(1...8)) { ledger.received(letter, by: id) }
                    }
                    while let letter = letters.nextInRun() { ledger.received(letter, by: id) }
                    await chance.dawdle()
                }
            }
        }
    }
}
