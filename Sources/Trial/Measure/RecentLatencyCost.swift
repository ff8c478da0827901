import Experiment
import Glibc

/// What the p99 of a progress line costs the sampler: all counts that the threads of a pool keep are read and added up.
struct RecentLatencyCost {
    private static let rounds = 25
    /// Of the latencies, which the counts to be read depend on.
    private static let longest: Int64 = 100_000_000

    private let recorder: Recorder
    private let threads: Int

    /// - Parameter threads: how many have made deliveries.
    init(threads: Int) {
        self.threads = threads
        recorder = Recorder(threads: threads, hasSlow: false)
    }

    /// Nanoseconds of CPU time, the median of 25 times.
    func nanoseconds() -> Double {
        deliverFromAll()
        var recent = RecentLatency()
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            Self.deliver(RecentLatency.leastDeliveries, to: recorder, seed: UInt64(times.count))
            let start = MonotonicClock.threadCPUTime()
            let value = recent.p99(recorder)
            times.append(Double(MonotonicClock.threadCPUTime() - start))
            precondition(value != nil, "deliveries went uncounted")
        }
        return times.sorted()[Self.rounds / 2]
    }

    /// All at once: a thread that ends gives its counts to the next.
    private func deliverFromAll() {
        let arrived = Countdown(threads, state: TrialState())
        let workers = (0..<threads).map { number in
            WorkerThread(name: "cost") { [recorder] in
                Self.deliver(10_000, to: recorder, seed: UInt64(number))
                arrived.arrive()
                while !arrived.isOver { sched_yield() }
            }
        }
        for worker in workers { worker.join() }
    }

    private static func deliver(_ count: Int, to recorder: Recorder, seed: UInt64) {
        var random = SplitMix64(seed: 2, stream: seed)
        let shard = recorder.shard()
        for _ in 0..<count {
            _ = shard.pointee.latencies.pointee.corrected.record(Int64.random(in: 0...longest, using: &random))
        }
        shard.pointee.add(received: count, unique: count, isSlow: false, isInWindow: true)
    }
}
