import Synchronization

/// How many messages each topic has seen. A message counts from just before its `publish` is called.
///
/// `@unchecked Sendable`: the pointer never changes, and it points to atomics.
final class Topics: @unchecked Sendable {
    /// Two cache lines, so that publishers of different topics do not meet.
    private struct Counters: ~Copyable {
        let all = Atomic(0)
        let window = Atomic(0)
        private let padding: (Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int) =
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    }

    let count: Int
    private let counters: UnsafeMutablePointer<Counters>
    private let fanOuts: [Int]
    private let fastFanOuts: [Int]

    /// `fanOuts` and `fastFanOuts`: subscribers of each topic, and those of the fast class.
    init(fanOuts: [Int], fastFanOuts: [Int]) {
        count = fanOuts.count
        self.fanOuts = fanOuts
        self.fastFanOuts = fastFanOuts
        counters = .allocate(capacity: count)
        for index in 0..<count { (counters + index).initialize(to: Counters()) }
    }

    deinit {
        counters.deinitialize(count: count)
        counters.deallocate()
    }

    /// A message is about to be published.
    func begin(topic: Int, isOfWindow: Bool) {
        counters[topic].all.add(1, ordering: .relaxed)
        if isOfWindow { counters[topic].window.add(1, ordering: .relaxed) }
    }

    /// Its `publish` threw: it went to nobody.
    func undo(topic: Int, isOfWindow: Bool) {
        counters[topic].all.subtract(1, ordering: .relaxed)
        if isOfWindow { counters[topic].window.subtract(1, ordering: .relaxed) }
    }

    /// Messages of the window that were published to a topic.
    @inline(__always)
    func published(topic: Int) -> Int { counters[topic].window.load(ordering: .relaxed) }

    /// Messages of the window over all topics.
    var published: Int { (0..<count).reduce(0) { $0 + published(topic: $1) } }

    /// Deliveries that all messages so far, warm-up included, ought to make.
    var expectedDeliveries: Int {
        (0..<count).reduce(0) { $0 + counters[$1].all.load(ordering: .relaxed) * fanOuts[$1] }
    }

    /// Deliveries that the window's messages so far ought to make to the fast class.
    var expectedFastOfWindow: Int { (0..<count).reduce(0) { $0 + published(topic: $1) * fastFanOuts[$1] } }
}
