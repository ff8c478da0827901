/// How far the figures of an unchanged cell lie apart: robust, since one disturbed trial must not decide.
public struct RobustSpread: Sendable, Equatable {
    public let median: Double
    /// Standard deviation as the median absolute deviation estimates it.
    public let deviation: Double
    /// Largest less smallest.
    public let range: Double
    public let count: Int

    /// Nil with fewer than two values.
    public init?(_ values: [Double]) {
        guard values.count >= 2, let least = values.min(), let most = values.max() else { return nil }
        let median = Self.median(values)
        self.median = median
        range = most - least
        count = values.count
        deviation = 1.4826 * Self.correction(values.count) * Self.median(values.map { abs($0 - median) })
    }

    /// The least difference, as a share of the median, between the medians of two times `repetitions` trials that is
    /// seen at 5% significance with a power of 80%. Nil for a median of 0.
    ///
    /// Normal approximation: 1.96 + 0.84 standard errors of a difference of medians, each of them 1.2533 standard
    /// deviations over the square root of the number of trials.
    public func resolvable(repetitions: Int) -> Double? {
        guard median != 0, repetitions > 0 else { return nil }
        return (1.96 + 0.84) * 1.2533 * (2 / Double(repetitions)).squareRoot() * deviation / abs(median)
    }

    /// Of few values the median absolute deviation is too small: factors of Croux and Rousseeuw, "Time-efficient
    /// algorithms for two highly robust estimators of scale" (1992).
    private static func correction(_ count: Int) -> Double {
        let few = [1.196, 1.495, 1.363, 1.206, 1.200, 1.140, 1.129, 1.107]
        return count <= 9 ? few[count - 2] : Double(count) / (Double(count) - 0.8)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
