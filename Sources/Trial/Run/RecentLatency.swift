/// The fast class's p99 of late, for whoever watches: of the deliveries that came since it was last told.
///
/// Reads the recorder's counts while they are written, five times a second at most, and allocates only when it is made.
struct RecentLatency {
    /// With fewer deliveries, a p99 is but the largest.
    static let leastDeliveries = 100

    /// Counts as they were when it was last told.
    private var told = [UInt64](repeating: 0, count: LatencyCounts.capacity)
    private var counts = [UInt64](repeating: 0, count: LatencyCounts.capacity)
    private var toldDeliveries = 0

    /// The 99th percentile by nearest rank, in nanoseconds, as the top of its count.
    /// - Returns: nil where fewer than `leastDeliveries` have come: they go into the next.
    mutating func p99(_ recorder: Recorder) -> Double? {
        // Before the counts are looked at, which takes longer.
        guard recorder.counts().uniqueFast - toldDeliveries >= Self.leastDeliveries else { return nil }
        var sums = counts.mutableSpan
        for index in sums.indices { sums[index] = 0 }
        let end = recorder.addFastLatencies(to: &sums)
        let deliveries = (0..<end).reduce(0) { $0 + counts[$1] }
        let fresh = Int(deliveries) - toldDeliveries
        guard fresh >= Self.leastDeliveries else { return nil }
        var above = fresh - (fresh * 99 + 99) / 100
        var index = end - 1
        while index > 0 {
            above -= Int(counts[index] - told[index])
            if above < 0 { break }
            index -= 1
        }
        swap(&told, &counts)
        toldDeliveries = Int(deliveries)
        return Double(LatencyCounts.lowestValue(at: index + 1) - 1)
    }
}
