import Experiment

/// The median of a figure over the repetitions of a cell, and half the range that it takes.
struct Spread: Equatable {
    let median: Double
    let halfRange: Double
    let count: Int

    /// Nil for no values at all.
    init?(_ values: [Double]) {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        halfRange = (most - least) / 2
        count = sorted.count
    }

    /// `1.20 ms`, and with repetitions `1.20 ±0.05 ms`.
    func text(_ unit: Metric.Unit) -> String {
        let scale = HumanScale(for: median, unit: unit)
        let isWhole = (unit == .count || unit == .bytes) && median == median.rounded()
        let middle = scale.number(median, isWhole: isWhole)
        guard count > 1 else { return middle + scale.suffix }
        let decimals = isWhole && scale.divisor == 1 ? 0 : HumanScale.decimals(of: median / scale.divisor)
        return "\(middle) ±\(HumanScale.fixed(halfRange / scale.divisor, decimals: decimals))\(scale.suffix)"
    }
}
