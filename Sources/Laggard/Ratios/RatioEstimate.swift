import Experiment
import Foundation
import Gate

/// How many times the other's figure the reference's is, over pairs of trials.
struct RatioEstimate: Equatable {
    /// What lower bounds among the figures make of the ratio. The estimate and both ends of its interval rise with each
    /// pair's ratio: where all that is uncertain lies on one side, so does the ratio.
    enum Bound: Equatable {
        case exact
        /// The true ratio is at least this one: a figure of the reference is a lower bound.
        case least
        /// The true ratio is at most this one: a figure of the other is a lower bound.
        case most
        /// Both are: nothing is known of the true ratio.
        case unknown
    }

    /// The Hodges-Lehmann estimate.
    let ratio: Double
    /// Its exact signed-rank interval; nil for one pair.
    let interval: ClosedRange<Double>?
    /// The confidence that the interval really has.
    let confidence: Double?
    /// Pairs that have the figure on both sides.
    let pairs: Int
    let bound: Bound

    /// The least confidence at which an interval on one side of 1 is called a difference.
    static let leastConfidence = 0.9

    /// Nil where no pair has the figure. One that is not above 0 has no ratio: it counts as absent.
    init?(_ column: RatioColumn, of pairs: [ImplementationPairs.Pair]) {
        let known = pairs.compactMap { pair -> (logarithm: Double, pair: ImplementationPairs.Pair)? in
            guard let mine = pair.reference.measurements[column.metric], mine > 0,
                let theirs = pair.other.measurements[column.metric], theirs > 0
            else { return nil }
            return (log(mine / theirs), pair)
        }
        let confidence = Self.attainable(pairs: known.count)
        guard let centre = HodgesLehmann(known.map(\.logarithm), confidence: confidence) else { return nil }
        self.pairs = known.count
        ratio = exp(centre.estimate)
        interval = known.count < 2 ? nil : centre.interval.map { exp($0.lowerBound)...exp($0.upperBound) }
        self.confidence = interval == nil ? nil : centre.coverage
        let least = known.contains { column.isBound($0.pair.reference) }
        let most = known.contains { column.isBound($0.pair.other) }
        bound = least ? (most ? .unknown : .least) : (most ? .most : .exact)
    }

    /// 95%, or what the range of all Walsh averages has where that is less: 1 - 2^(1 - n).
    static func attainable(pairs: Int) -> Double { min(0.95, 1 - exp2(Double(1 - pairs))) }

    /// Whether the reference is the better one; nil where that is not shown.
    func isBetter(_ polarity: Metric.Polarity) -> Bool? {
        guard let interval, let confidence, confidence >= Self.leastConfidence, polarity != .none else { return nil }
        let isHigher = interval.lowerBound > 1 && (bound == .exact || bound == .least)
        let isLower = interval.upperBound < 1 && (bound == .exact || bound == .most)
        guard isHigher || isLower else { return nil }
        return isHigher == (polarity == .higher)
    }

    /// `1.42 [1.31, 1.55]`, and where only one side is known `>1.42 [>1.31]`.
    var text: String {
        let (low, high) = (interval.map { Self.digits($0.lowerBound) }, interval.map { Self.digits($0.upperBound) })
        let middle = Self.digits(ratio)
        switch bound {
        case .exact: return middle + (low.flatMap { low in high.map { " [\(low), \($0)]" } } ?? "")
        case .least: return ">\(middle)" + (low.map { " [>\($0)]" } ?? "")
        case .most: return "<\(middle)" + (high.map { " [<\($0)]" } ?? "")
        case .unknown: return "~\(middle)"
        }
    }

    /// Three significant digits.
    private static func digits(_ value: Double) -> String {
        let power = Int(log10(value * 1.0005).rounded(.down))
        return HumanScale.fixed(value, decimals: min(9, max(0, 2 - power)))
    }
}
