import Glibc
import HistogramEncoding

/// Latency by percentile, as far as samples and messages carry: the logic of `scripts/plots/percentiles.py`.
///
/// Points are at x = -log10(1 - p): 1 is the 90th percentile, 2 the 99th.
struct PercentileCurve: Sendable, Equatable {
    /// Between two points but the last ones.
    static let step = 0.1
    static let mostPoints = 64

    /// Of the last point.
    let end: Double
    /// Nanoseconds, at 0, one step, two steps, ..., and at `end`.
    let values: [UInt64]

    /// Nil with fewer than 20 samples: not even a median.
    ///
    /// A percentile takes 10/(1-p) samples, the 99th and beyond 100 messages, the 99.9th and beyond 1,000.
    /// - Parameter messages: that were published; their deliveries are no independent samples.
    init?(_ counts: HistogramCounts, messages: Double) {
        let total = counts.totalCount
        guard total >= 20 else { return nil }
        var end = log10(Double(total) / 10)
        if messages < 1_000 { end = min(end, 2.999) }
        if messages < 100 { end = min(end, 1.999) }
        end = min(end, Double(Self.mostPoints - 1) * Self.step)
        var places = (0..<Self.mostPoints).map { Double($0) * Self.step }.filter { $0 < end - 1e-9 }
        places.append(end)
        self.end = end
        values = Self.values(counts, at: places.map { Self.rank($0, of: total) })
    }

    /// How many samples are not above the percentile at that place.
    private static func rank(_ place: Double, of total: Int64) -> Int64 {
        let rank = ((1 - pow(10, -place)) * Double(total) - 1e-9).rounded(.up)
        return rank < 1 ? 1 : Int64(exactly: rank).map { min($0, total) } ?? total
    }

    /// In one pass over the counts.
    /// - Parameter ranks: in order.
    private static func values(_ counts: HistogramCounts, at ranks: [Int64]) -> [UInt64] {
        var found: [UInt64] = []
        found.reserveCapacity(ranks.count)
        var seen: Int64 = 0
        for (index, count) in counts.counts.enumerated() where count > 0 {
            seen += count
            while found.count < ranks.count, ranks[found.count] <= seen {
                found.append(counts.layout.values(at: index).upperBound)
            }
        }
        return found
    }
}

extension JSONText {
    mutating func curve(_ curve: PercentileCurve) {
        raw("{\"end\":\((curve.end * 1e4).rounded() / 1e4),\"ns\":")
        array(curve.values) { json, value in json.raw(String(value)) }
        raw("}")
    }
}
