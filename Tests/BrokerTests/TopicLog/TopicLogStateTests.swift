import Testing

@testable import Broker

@Suite struct TopicLogStateTests {
    private struct Loss: Equatable {
        let message: Int
        let id: Int
    }

    @Test func append_TakesTheOldest_FromTheFullOnesOnly() {
        var log = TopicLogState<Int>()
        let (slow, fast) = (
            log.join(SubscriptionID(rawValue: 0), capacity: 2), log.join(SubscriptionID(rawValue: 1), capacity: 2)
        )
        var losses: [Loss] = []
        for message in 0..<5 {
            log.append(message) { losses.append(Loss(message: $0, id: $1.rawValue)) }
            #expect(log.next(fast) == message)
        }
        #expect(losses == [0, 1, 2].map { Loss(message: $0, id: 0) })
        #expect(log.members[slow].lost == 3 && log.members[fast].lost == 0)
        #expect(log.depth(slow) == 2)
        #expect(log.next(slow) == 3)
        #expect(log.next(slow) == 4)
        #expect(log.next(slow) == nil)
    }

    @Test func member_ReadsWhatIsThere_WhenUnsubscribed() {
        var log = TopicLogState<Int>()
        let member = log.join(SubscriptionID(rawValue: 0), capacity: 4)
        for message in 0..<2 { log.append(message) { _, _ in } }
        log.limit(member)
        log.append(2) { _, _ in }
        #expect(log.next(member) == 0)
        #expect(log.next(member) == 1)
        #expect(log.next(member) == nil)
    }

    @Test func member_KeepsItsMessages_WhenALargerOneJoins() {
        var log = TopicLogState<Int>()
        let small = log.join(SubscriptionID(rawValue: 0), capacity: 3)
        for message in 0..<3 { log.append(message) { _, _ in } }
        let large = log.join(SubscriptionID(rawValue: 1), capacity: 100)
        for message in 3..<50 { log.append(message) { _, _ in } }
        #expect(log.depth(small) == 3 && log.depth(large) == 47)
        #expect(log.next(small) == 47)
        #expect(log.next(large) == 3)
    }

    @Test func messages_AreFreed() {
        final class Probe {}
        weak var written: Probe?
        weak var left: Probe?
        do {
            var log = TopicLogState<Probe>()
            _ = log.join(SubscriptionID(rawValue: 0), capacity: 1)
            for number in 0..<3 {
                let probe = Probe()
                if number == 0 { written = probe } else { left = probe }
                log.append(probe) { _, _ in }
            }
            #expect(written == nil && left != nil)
        }
        #expect(left == nil)
    }

    /// Against a queue per member that drops its own oldest.
    @Test(arguments: 0..<20) func log_DoesWhatAQueueEachWouldDo(seed: UInt64) {
        var coin = CoinFlip(seed: seed)
        func draw(_ bound: Int) -> Int {
            var bits = 0
            for _ in 0..<16 { bits = bits << 1 | (coin.next() ? 1 : 0) }
            return bits % bound
        }
        struct Model {
            var queue: [Int] = []
            let capacity: Int
            let id: Int
            var limit = false
        }
        var log = TopicLogState<Int>()
        var models: [Model] = []
        var nextID = 0
        for step in 0..<3_000 {
            let choice = draw(20)
            if models.isEmpty || choice == 0 {
                let capacity = 1 + draw(9)
                #expect(log.join(SubscriptionID(rawValue: nextID), capacity: capacity) == models.count)
                models.append(Model(capacity: capacity, id: nextID))
                nextID += 1
            } else if choice == 1 {
                let position = draw(models.count)
                log.leave(position)
                models.swapAt(position, models.count - 1)
                models.removeLast()
            } else if choice < 10 {
                var losses: [Loss] = []
                log.append(step) { losses.append(Loss(message: $0, id: $1.rawValue)) }
                var expected: [Loss] = []
                for index in models.indices {
                    if models[index].queue.count == models[index].capacity {
                        expected.append(Loss(message: models[index].queue.removeFirst(), id: models[index].id))
                    }
                    models[index].queue.append(step)
                }
                #expect(losses == expected)
            } else {
                let position = draw(models.count)
                let message = models[position].queue.isEmpty ? nil : models[position].queue.removeFirst()
                #expect(log.next(position) == message)
            }
        }
    }
}
