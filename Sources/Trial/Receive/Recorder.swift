import Experiment
import Glibc
import Histogram
import Synchronization

/// Gives each thread that makes deliveries a shard of its own, and adds the shards up at the end.
///
/// Shards are made before the heap is first measured. A thread gives its shard back when it ends, since Dispatch
/// replaces idle threads. Only messages of the window are timed, so that nothing of the warm-up needs to be reset.
///
/// `@unchecked Sendable`: the shards are never moved or freed; each is written by the one thread that has taken it
/// (an acquiring exchange, a releasing store), and what others read of it meanwhile are atomics.
final class Recorder: @unchecked Sendable {
    typealias Shard = UnsafeMutablePointer<RecorderShard>

    /// A constant, so that nobody checks for exclusive access to it.
    private let key: pthread_key_t
    private let shards: Mutex<[Shard]>
    private let hasSlow: Bool

    /// With room for `threads` threads; a further one costs an allocation when it first delivers.
    init(threads: Int, hasSlow: Bool) {
        self.hasSlow = hasSlow
        shards = Mutex((0..<threads).map { _ in Self.makeShard(hasSlow: hasSlow) })
        var key = pthread_key_t()
        let status = pthread_key_create(&key) { $0?.assumingMemoryBound(to: RecorderShard.self).giveBack() }
        precondition(status == 0, "no thread-local storage left")
        self.key = key
    }

    /// The shards stay behind, small: a thread that ends this moment may still give one back.
    deinit {
        pthread_key_delete(key)
        for shard in shards.withLock({ $0 }) {
            shard.pointee.latencies.deinitialize(count: hasSlow ? 2 : 1)
            shard.pointee.latencies.deallocate()
        }
    }

    /// The calling thread's shard: to be used within one synchronous batch only.
    @inline(__always)
    func shard() -> Shard {
        guard let raw = pthread_getspecific(key) else { return takeShard() }
        return raw.assumingMemoryBound(to: RecorderShard.self)
    }

    @inline(never)
    private func takeShard() -> Shard {
        let shard = shards.withLock { shards in
            if let free = shards.first(where: { !$0.pointee.isTaken.exchange(true, ordering: .acquiring) }) {
                return free
            }
            let new = Self.makeShard(hasSlow: hasSlow)
            new.pointee.isTaken.store(true, ordering: .relaxed)
            shards.append(new)
            return new
        }
        pthread_setspecific(key, shard)
        return shard
    }

    private static func makeShard(hasSlow: Bool) -> Shard {
        let latencies = UnsafeMutablePointer<LatencyRecorder>.allocate(capacity: 2)
        for index in 0..<(hasSlow ? 2 : 1) { (latencies + index).initialize(to: LatencyRecorder()) }
        // Two cache lines of its own.
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: max(256, MemoryLayout<RecorderShard>.stride), alignment: 128)
        let shard = raw.bindMemory(to: RecorderShard.self, capacity: 1)
        shard.initialize(to: RecorderShard(latencies: latencies))
        return shard
    }

    // MARK: Sums

    /// Deliveries so far, from any thread: never ahead of the truth.
    func counts() -> Counts {
        shards.withLock { shards in
            var counts = Counts()
            for shard in shards {
                counts.received += shard.pointee.received.load(ordering: .relaxed)
                counts.uniqueFast += shard.pointee.uniqueFast.load(ordering: .relaxed)
                counts.uniqueSlow += shard.pointee.uniqueSlow.load(ordering: .relaxed)
                counts.inWindow += shard.pointee.inWindow.load(ordering: .relaxed)
            }
            return counts
        }
    }

    struct Counts: Sendable, Equatable {
        var received = 0
        var uniqueFast = 0
        var uniqueSlow = 0
        var inWindow = 0

        func unique(_ subscriberClass: SubscriberClass) -> Int {
            subscriberClass == .fast ? uniqueFast : uniqueSlow
        }
    }

    /// All shards' latencies of one class together. Only once every reader has ended.
    func latencies(_ subscriberClass: SubscriberClass) -> LatencyHistograms {
        var sum = LatencyHistograms()
        guard subscriberClass == .fast || hasSlow else { return sum }
        for shard in shards.withLock({ $0 }) {
            shard.pointee.latencies[subscriberClass == .fast ? 0 : 1].add(to: &sum)
        }
        return sum
    }

    /// Adds the fast class's end-to-end latencies so far to `sums`, from any thread: a count may lack the last few.
    /// - Parameter sums: as many as `LatencyCounts` has.
    /// - Returns: how many of them may be above 0.
    func addFastLatencies(to sums: inout MutableSpan<UInt64>) -> Int {
        var end = 0
        // Shards are never freed: no thread that takes its first has to wait for the sums.
        for shard in shards.withLock({ $0 }) where shard.pointee.uniqueFast.load(ordering: .relaxed) > 0 {
            end = max(end, shard.pointee.latencies.pointee.corrected.add(to: &sums))
        }
        return end
    }
}

extension UnsafeMutablePointer<RecorderShard> {
    fileprivate func giveBack() { pointee.isTaken.store(false, ordering: .releasing) }
}
