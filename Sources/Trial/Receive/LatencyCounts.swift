import Histogram
import Synchronization

/// The counts of a latency histogram, as one thread keeps them while it receives.
///
/// The layout is HdrHistogram's for 3 digits from 512 ns to 1 hour, with every parameter a constant, which about
/// halves what a delivery costs the recorder. `add(to:)` gives the counts to a `Histogram`.
///
/// Atomics with a single writer, so that another thread may look on: a relaxed load and store, which is what a plain
/// addition costs.
struct LatencyCounts: ~Copyable {
    /// Values below 2^unitMagnitude are one; `Histogram` rounds 1,000 down to that.
    private static let unitMagnitude = 9
    private static let halfCountMagnitude = 10
    private static let mask: UInt64 = 2_047 << UInt64(unitMagnitude)
    private static let zerosOfFirstBucket = 64 - unitMagnitude - halfCountMagnitude - 1
    /// How many counts there are.
    static let capacity = index(of: Histogram<UInt64>.longestLatency) + 1

    private let counts: UnsafeMutablePointer<Atomic<UInt64>>
    private let largest = Atomic<UInt64>(0)

    init() {
        counts = .allocate(capacity: Self.capacity)
        for index in 0..<Self.capacity { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit { counts.deallocate() }

    /// Counts a time in nanoseconds; false if it is negative or above one hour. By one thread at a time.
    @inline(__always)
    func record(_ time: Int64) -> Bool {
        // A negative one is huge here.
        let value = UInt64(bitPattern: time)
        guard value <= Histogram<UInt64>.longestLatency else { return false }
        let count = counts + Self.index(of: value)
        count.pointee.store(count.pointee.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        if value > largest.load(ordering: .relaxed) { largest.store(value, ordering: .relaxed) }
        return true
    }

    @inline(__always)
    private static func index(of value: UInt64) -> Int {
        let bucket = zerosOfFirstBucket &- (value | mask).leadingZeroBitCount
        let subBucket = Int(truncatingIfNeeded: value &>> UInt64(truncatingIfNeeded: bucket &+ unitMagnitude))
        return ((bucket &+ 1) &<< halfCountMagnitude) &+ subBucket &- (1 &<< halfCountMagnitude)
    }

    /// The least value that is counted at `index`.
    static func lowestValue(at index: Int) -> UInt64 {
        let half = 1 << halfCountMagnitude
        let bucket = max(0, (index >> halfCountMagnitude) - 1)
        let subBucket = index - bucket * half
        return UInt64(subBucket) << UInt64(bucket + unitMagnitude)
    }

    /// Adds everything counted; the largest value is kept as it was.
    func add(to histogram: inout Histogram<UInt64>) {
        for index in 0..<Self.capacity {
            let count = counts[index].load(ordering: .relaxed)
            if count > 0 { histogram.record(Self.lowestValue(at: index), count: count) }
        }
        let largest = largest.load(ordering: .relaxed)
        guard largest > 0 else { return }
        // Counts nothing, but notes the largest value.
        histogram.record(largest, count: 0)
    }

    /// Adds what has been counted so far to `sums`, count by count, from any thread.
    /// - Parameter sums: as many as there are counts.
    /// - Returns: how many of them may be above 0.
    func add(to sums: inout MutableSpan<UInt64>) -> Int {
        let largest = largest.load(ordering: .relaxed)
        guard largest > 0 else { return 0 }
        let end = Self.index(of: largest) + 1
        for index in 0..<end { sums[index] &+= counts[index].load(ordering: .relaxed) }
        return end
    }
}
