import Histogram

/// The counts of a latency histogram, as one thread keeps them while it receives.
///
/// The layout is HdrHistogram's for 3 digits from 512 ns to 1 hour, with every parameter a constant, which about
/// halves what a delivery costs the recorder. `add(to:)` gives the counts to a `Histogram`.
struct LatencyCounts: ~Copyable {
    /// Values below 2^unitMagnitude are one; `Histogram` rounds 1,000 down to that.
    private static let unitMagnitude = 9
    private static let halfCountMagnitude = 10
    private static let mask: UInt64 = 2_047 << UInt64(unitMagnitude)
    private static let zerosOfFirstBucket = 64 - unitMagnitude - halfCountMagnitude - 1
    private static let capacity = index(of: Histogram<UInt64>.longestLatency) + 1

    private let counts: UnsafeMutablePointer<UInt64>
    private var largest: UInt64 = 0

    init() {
        counts = .allocate(capacity: Self.capacity)
        counts.initialize(repeating: 0, count: Self.capacity)
    }

    deinit { counts.deallocate() }

    /// Counts a time in nanoseconds; false if it is negative or above one hour.
    @inline(__always)
    mutating func record(_ time: Int64) -> Bool {
        // A negative one is huge here.
        let value = UInt64(bitPattern: time)
        guard value <= Histogram<UInt64>.longestLatency else { return false }
        counts[Self.index(of: value)] &+= 1
        if value > largest { largest = value }
        return true
    }

    @inline(__always)
    private static func index(of value: UInt64) -> Int {
        let bucket = zerosOfFirstBucket &- (value | mask).leadingZeroBitCount
        let subBucket = Int(truncatingIfNeeded: value &>> UInt64(truncatingIfNeeded: bucket &+ unitMagnitude))
        return ((bucket &+ 1) &<< halfCountMagnitude) &+ subBucket &- (1 &<< halfCountMagnitude)
    }

    /// The least value that is counted at `index`.
    private static func lowestValue(at index: Int) -> UInt64 {
        let half = 1 << halfCountMagnitude
        let bucket = max(0, (index >> halfCountMagnitude) - 1)
        let subBucket = index - bucket * half
        return UInt64(subBucket) << UInt64(bucket + unitMagnitude)
    }

    /// Adds everything counted; the largest value is kept as it was.
    func add(to histogram: inout Histogram<UInt64>) {
        for index in 0..<Self.capacity where counts[index] > 0 {
            histogram.record(Self.lowestValue(at: index), count: counts[index])
        }
        guard largest > 0 else { return }
        // Counts nothing, but notes the largest value.
        histogram.record(largest, count: 0)
    }
}
