/// What the pairs of one look say of one hypothesis.
public struct LookObservations: Sendable, Equatable {
    /// d = ln(head/base), above 0 where head is worse, of each pair that has both figures.
    public var differences: [Double]
    /// Pairs without a figure, though both trials ended well: on which side it is absent.
    public var absentInBase: Int
    public var absentInHead: Int
    public var absentInBoth: Int
    /// Pairs with a figure below 0, of which there is no ratio.
    public var negative: Int
    /// Pairs with latencies that are only lower bounds on both sides: their ratio is not known.
    public var bounded: Int
    /// Pairs of which a trial did not end well.
    public var failed: Int

    public init(
        differences: [Double], absentInBase: Int = 0, absentInHead: Int = 0, absentInBoth: Int = 0, negative: Int = 0,
        bounded: Int = 0, failed: Int = 0
    ) {
        self.differences = differences
        self.absentInBase = absentInBase
        self.absentInHead = absentInHead
        self.absentInBoth = absentInBoth
        self.negative = negative
        self.bounded = bounded
        self.failed = failed
    }

    /// Whether there is a pair whose two figures are known, or one of them as a bound.
    var hasFiguresOfBothSides: Bool { differences.count > absentInBase + absentInHead }

    /// Whether more pairs may say something: there is one that does, or what there is has failed.
    var isComparable: Bool {
        hasFiguresOfBothSides || absentInBase + absentInHead + absentInBoth + negative + bounded == 0
    }

    /// Adds what another look says.
    mutating func add(_ other: LookObservations) {
        differences += other.differences
        absentInBase += other.absentInBase
        absentInHead += other.absentInHead
        absentInBoth += other.absentInBoth
        negative += other.negative
        bounded += other.bounded
        failed += other.failed
    }
}
