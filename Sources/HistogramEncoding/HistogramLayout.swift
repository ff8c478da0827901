/// Where HdrHistogram counts a value: its parameters, and the arithmetic between values and indices.
///
/// As in HdrHistogram's AbstractHistogram (Gil Tene): buckets that double in width, each with as many parts of equal
/// width as the digits take.
public struct HistogramLayout: Sendable, Hashable {
    /// At least 1.
    public let lowestDiscernibleValue: UInt64
    /// At least twice the lowest.
    public let highestTrackableValue: UInt64
    /// From 0 to 5.
    public let significantDigits: Int

    private let unitMagnitude: Int
    private let halfCountMagnitude: Int

    /// Nil where the three make no histogram.
    public init?(lowestDiscernibleValue: UInt64, highestTrackableValue: UInt64, significantDigits: Int) {
        guard (0...5).contains(significantDigits), lowestDiscernibleValue >= 1,
            highestTrackableValue <= UInt64(Int64.max), highestTrackableValue / 2 >= lowestDiscernibleValue
        else { return nil }
        self.lowestDiscernibleValue = lowestDiscernibleValue
        self.highestTrackableValue = highestTrackableValue
        self.significantDigits = significantDigits
        unitMagnitude = UInt64.bitWidth - 1 - lowestDiscernibleValue.leadingZeroBitCount
        let singleUnits = 2 * (0..<significantDigits).reduce(UInt64(1)) { power, _ in power * 10 }
        // The least power of two that has room for them.
        halfCountMagnitude = UInt64.bitWidth - (singleUnits - 1).leadingZeroBitCount - 1
        guard unitMagnitude + halfCountMagnitude < 62 else { return nil }
    }

    /// Indices that the layout has.
    public var indices: Range<Int> { 0..<(index(of: highestTrackableValue) + 1) }

    /// Whether each index has the same values, as far as both go.
    func hasSameScale(as other: HistogramLayout) -> Bool {
        unitMagnitude == other.unitMagnitude && halfCountMagnitude == other.halfCountMagnitude
    }

    /// Where a value is counted.
    public func index(of value: UInt64) -> Int {
        let mask = ((UInt64(2) << UInt64(halfCountMagnitude)) - 1) << UInt64(unitMagnitude)
        let bucket = UInt64.bitWidth - (value | mask).leadingZeroBitCount - unitMagnitude - halfCountMagnitude - 1
        let part = Int(truncatingIfNeeded: value >> UInt64(bucket + unitMagnitude))
        return (bucket + 1) << halfCountMagnitude + part - 1 << halfCountMagnitude
    }

    /// The values that are counted at an index: they are one to the histogram.
    public func values(at index: Int) -> ClosedRange<UInt64> {
        let bucket = max(0, index >> halfCountMagnitude - 1)
        let shift = UInt64(bucket + unitMagnitude)
        let lowest = UInt64(index - bucket << halfCountMagnitude) << shift
        return lowest...(lowest + (1 << shift - 1))
    }
}
