import Testing

@testable import Trial

struct SlowSpreadTests {
    @Test(arguments: [
        (10, 1, 1, 1), (1_000, 50, 1, 2), (1_000, 50, 4, 2), (10_000, 7, 3, 3), (100, 100, 4, 3), (11, 10, 3, 2),
        (11, 0, 3, 2), (5, 5, 5, 1),
    ])
    func isSlow_HasThatManyEvenly_WhenSpread(subscribers: Int, slow: Int, topics: Int, partitions: Int) {
        let isSlow = SlowSpread.isSlow(subscribers: subscribers, slow: slow, topics: topics, partitions: partitions)
        #expect(isSlow.count == subscribers)
        #expect(isSlow.count { $0 } == slow)
        guard subscribers.isMultiple(of: topics) else { return }
        var perTopic = [Int](repeating: 0, count: topics)
        var perPartition = [[Int]](repeating: [Int](repeating: 0, count: partitions), count: topics)
        for (index, isSlow) in isSlow.enumerated() where isSlow {
            perTopic[index % topics] += 1
            perPartition[index % topics][index / topics % partitions] += 1
        }
        #expect(perTopic.max()! - perTopic.min()! <= 1)
        for shares in perPartition { #expect(shares.max()! - shares.min()! <= 1) }
    }

    @Test func isSlow_SpreadsWithinPartition_WhenOneServesAll() {
        let isSlow = SlowSpread.isSlow(subscribers: 100, slow: 4, topics: 1, partitions: 1)
        #expect(isSlow.indices.filter { isSlow[$0] } == [12, 37, 62, 87])
    }
}
