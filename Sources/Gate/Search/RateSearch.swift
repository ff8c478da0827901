/// Finds the highest rate that holds, probe by probe: pure, so that the same answers always make the same search.
///
/// It doubles, or halves, until one rate holds and another does not; then it halves the interval between them, by its
/// geometric mean, until that is narrow. Rates have three significant digits, so that they can be read and repeated.
public struct RateSearch: Sendable, Equatable {
    /// What came of it.
    public enum Answer: Sendable, Equatable {
        /// The first holds, the second does not; between them is less than the precision.
        case between(Double, Double)
        /// The highest that may be probed holds.
        case atLeast(Double)
        /// The lowest that may be probed does not hold.
        case below(Double)
    }

    /// Rates that may be probed, per second.
    public let range: ClosedRange<Double>
    /// How narrow the interval gets: 0.05 ends it when the upper end is at most 5% above the lower.
    public let precision: Double
    /// The highest that held, and the lowest that did not.
    public private(set) var holding: Double?
    public private(set) var failing: Double?
    private let start: Double

    /// - Parameters:
    ///   - start: the first probe; brought into the range.
    ///   - range: above 0.
    ///   - precision: from 0.01 on: rates have three digits.
    public init(from start: Double, in range: ClosedRange<Double>, precision: Double) {
        self.range = range
        self.precision = max(0.01, precision)
        self.start = min(range.upperBound, max(range.lowerBound, Self.rounded(start)))
    }

    /// The rate to be probed next; nil where the answer is there.
    public var next: Double? {
        guard answer == nil else { return nil }
        switch (holding, failing) {
        case (nil, nil): return start
        case (let holding?, nil): return min(range.upperBound, Self.rounded(holding * 2))
        case (nil, let failing?): return max(range.lowerBound, Self.rounded(failing / 2))
        case (let holding?, let failing?): return Self.between(holding, failing)
        }
    }

    /// The answer; nil as long as there is something to be probed.
    public var answer: Answer? {
        if let holding, holding >= range.upperBound { return .atLeast(holding) }
        if let failing, failing <= range.lowerBound { return .below(failing) }
        guard let holding, let failing else { return nil }
        let isNarrow = failing <= holding * (1 + precision)
        return isNarrow || Self.between(holding, failing) == nil ? .between(holding, failing) : nil
    }

    /// Takes what a probe has shown.
    public mutating func record(_ rate: Double, holds: Bool) {
        if holds {
            holding = max(holding ?? rate, rate)
        } else {
            failing = min(failing ?? rate, rate)
        }
    }

    /// The mean of two rates on their scale; nil where no rate of three digits lies between.
    private static func between(_ low: Double, _ high: Double) -> Double? {
        let mean = rounded((low * high).squareRoot())
        return mean > low && mean < high ? mean : nil
    }

    /// To three significant digits.
    static func rounded(_ rate: Double) -> Double {
        guard rate > 0 else { return rate }
        var unit = 1.0
        while rate / unit >= 999.5 { unit *= 10 }
        while rate / unit < 99.95 { unit /= 10 }
        // By division where it is below 1, so that 0.3 is 0.3.
        return unit >= 1 ? (rate / unit).rounded() * unit : (rate / unit).rounded() / (1 / unit).rounded()
    }
}
