@_spi(Benchmarks) import Trial

extension Operation {
    /// What timing, counting and checking a delivery costs a subscriber: no broker, no task.
    static var recorder: [Operation] {
        [1, 8, 64].map { batch in Operation("recorder/batch-\(batch)") { RecorderRig(batch: batch) } }
    }
}

/// An operation is a delivery. The clock is read once per batch.
private final class RecorderRig: Rig, @unchecked Sendable {
    // Sendable: used by one task at a time.
    private let subscriber = Subscriber.forBenchmarks()
    private let batch: Int
    private var index: Int32 = 0

    init(batch: Int) { self.batch = batch }

    func run(_ count: Int) async {
        // Latencies over a millisecond, in no order: the counts of a trial are spread as well.
        let base = MonotonicClock.now() - 2_000_000
        withUnsafeTemporaryAllocation(of: TrialMessage.self, capacity: batch) { messages in
            var left = count
            while left > 0 {
                let size = min(batch, left)
                for position in 0..<size { messages.initializeElement(at: position, to: message(base)) }
                subscriber.received(UnsafeBufferPointer(rebasing: messages[..<size]).span)
                left -= size
            }
        }
        let account = subscriber.accountForBenchmarks
        precondition(account.deliveries == Int(index) && account.fault == nil, account.fault ?? "some were not counted")
    }

    @inline(__always)
    private func message(_ base: Int64) -> TrialMessage {
        let actual = base + Int64((UInt32(bitPattern: index) &* 2_654_435_761) >> 12)
        defer { index += 1 }
        return TrialMessage(intended: actual - 1_000, actual: actual, index: index, publisher: 0)
    }
}
