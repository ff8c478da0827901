import Histogram

/// Latencies of one class, from the intended time and from the actual one.
struct LatencyHistograms: Sendable {
    /// From the intended time of the publish.
    var corrected = Histogram<UInt64>.latency()
    /// From the actual time of the publish.
    var uncorrected = Histogram<UInt64>.latency()
}

extension Histogram<UInt64> {
    /// Longest time that a trial's histograms tell apart: one hour, in nanoseconds.
    static var longestLatency: UInt64 { 3_600_000_000_000 }

    /// 3 significant digits from about 1 us to 1 hour, in nanoseconds; 188 KB.
    static func latency() -> Histogram<UInt64> {
        Histogram(
            lowestDiscernibleValue: 1_000, highestTrackableValue: longestLatency, numberOfSignificantValueDigits: .three
        )
    }
}
