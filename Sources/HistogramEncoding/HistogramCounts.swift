/// What a histogram has counted: what goes to disk, and what comes back.
public struct HistogramCounts: Sendable, Hashable {
    public let layout: HistogramLayout
    /// By index of the layout; ends with the last index that has one.
    public private(set) var counts: [Int64] = []

    /// One without any value.
    public init(layout: HistogramLayout) { self.layout = layout }

    /// Counts a value, which must be one that the layout tracks, `count` times more.
    public mutating func record(_ value: UInt64, count: Int64 = 1) {
        add(count, at: layout.index(of: value))
    }

    /// Adds to the count at an index of the layout.
    mutating func add(_ count: Int64, at index: Int) {
        guard count != 0 else { return }
        if index >= counts.count { counts += [Int64](repeating: 0, count: index + 1 - counts.count) }
        counts[index] += count
    }

    /// Both together, in the layout of the wider range. What was counted to other digits comes in at the greatest value
    /// that is the same to it. Nil where the sum is more than 63 bits hold.
    public func adding(_ other: HistogramCounts) -> HistogramCounts? {
        guard !totalCount.addingReportingOverflow(other.totalCount).overflow else { return nil }
        let isWider = layout.highestTrackableValue >= other.layout.highestTrackableValue
        var sum = isWider ? self : other
        let added = isWider ? other : self
        let isSameScale = layout.hasSameScale(as: other.layout)
        for (index, count) in added.counts.enumerated() where count > 0 {
            sum.add(count, at: isSameScale ? index : sum.layout.index(of: added.layout.values(at: index).upperBound))
        }
        return sum
    }

    /// Values counted.
    public var totalCount: Int64 { counts.reduce(0, +) }

    /// The largest value, to the histogram's digits: the greatest that is the same to it; nil without any.
    public var largest: UInt64? { counts.isEmpty ? nil : layout.values(at: counts.count - 1).upperBound }

    /// The value that `percentile` (0 to 100) of all are not above, to the histogram's digits: the greatest that is the
    /// same to it, or at 0 the least; nil without any.
    public func value(atPercentile percentile: Double) -> UInt64? {
        let total = totalCount
        guard total > 0 else { return nil }
        // The next smaller number, as in HdrHistogram: 99.9% of 1,000 must not come out as more than 999.
        let wanted = max(1, Int64((min(max(percentile, 0), 100).nextDown / 100 * Double(total)).rounded(.up)))
        var seen: Int64 = 0
        for (index, count) in counts.enumerated() {
            seen += count
            guard seen >= wanted else { continue }
            let values = layout.values(at: index)
            return percentile > 0 ? values.upperBound : values.lowerBound
        }
        return largest
    }
}
