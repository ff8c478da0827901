/// Which subscribers are slow: evenly over the topics, over the partitions of a broadcast, and within each partition.
///
/// Subscriber s belongs to topic s % topics, at position s / topics of its list; a broadcast's partition w serves the
/// positions w, w + partitions, ...
enum SlowSpread {
    /// For each subscriber, whether it is slow.
    static func isSlow(subscribers: Int, slow: Int, topics: Int, partitions: Int) -> [Bool] {
        var result = [Bool](repeating: false, count: subscribers)
        var before = 0
        for topic in 0..<topics {
            let through = (topic + 1) * slow / topics
            let fanOut = fanOut(subscribers: subscribers, topics: topics, topic: topic)
            let positions = positions(
                fanOut: fanOut, slow: min(through - before, fanOut), partitions: partitions, first: before)
            for position in positions { result[position * topics + topic] = true }
            before = through
        }
        fill(&result, missing: slow - result.count { $0 })
        return result
    }

    /// Subscribers of one topic.
    static func fanOut(subscribers: Int, topics: Int, topic: Int) -> Int {
        subscribers / topics + (topic < subscribers % topics ? 1 : 0)
    }

    /// Positions of the slow ones in one topic's list; partition `first` takes the first of them.
    private static func positions(fanOut: Int, slow: Int, partitions: Int, first: Int) -> [Int] {
        let sizes = (0..<partitions).map { (max(0, fanOut - $0) + partitions - 1) / partitions }
        var shares = [Int](repeating: 0, count: partitions)
        var partition = first % partitions
        for _ in 0..<slow {
            while shares[partition] == sizes[partition] { partition = (partition + 1) % partitions }
            shares[partition] += 1
            partition = (partition + 1) % partitions
        }
        return (0..<partitions).flatMap { partition in
            (0..<shares[partition]).map { turn in
                partition + partitions * ((2 * turn + 1) * sizes[partition] / (2 * shares[partition]))
            }
        }
    }

    /// Where topics differ in size, one may have had no place for its share: the first fast ones take the rest.
    private static func fill(_ result: inout [Bool], missing: Int) {
        var missing = missing
        for index in result.indices where missing > 0 && !result[index] {
            result[index] = true
            missing -= 1
        }
    }
}
