import Experiment
import Glibc

extension FigureText {
    /// A figure with its unit.
    static func text(_ value: Double, _ unit: Metric.Unit) -> String {
        switch unit {
        case .nanoseconds: duration(value)
        case .seconds: duration(value * 1e9)
        case .bytes: size(value)
        case .bytesPerSecond: "\(size(value))/s"
        case .perSecond: rate(value)
        case .count: abs(value) < 100_000 ? number(value) : count(value)
        case .ratio: number(value)
        }
    }

    /// A median with half the range of its repetitions, at one scale and with as many decimals: `1.20 ±0.05 ms`,
    /// `459k ±32k`. The larger of the two has three digits.
    static func text(_ figure: Repetitions, _ unit: Metric.Unit) -> String {
        let middle = text(figure.median, unit)
        guard figure.most > figure.least else { return middle }
        let half = (figure.most - figure.least) / 2
        if unit == .count, middle.allSatisfy({ $0.isNumber || $0 == "," }) { return "\(middle) ±\(number(half))" }
        let digits = middle.prefix { "-.,".contains($0) || $0.isNumber }
        guard let shown = Double(digits.filter { $0 != "," }), shown != 0, figure.median != 0 else {
            return "\(middle) ±\(text(half, unit))"
        }
        let scale = scale(of: figure.median, as: shown)
        // 9.995 and up reads as 10.0.
        let largest = max(abs(figure.median), half) / scale * 1.0005
        let decimals = max(0, 2 - Int(log10(largest).rounded(.down)))
        let range = fixed(half / scale, decimals: decimals)
        guard Double(range) != 0 else { return middle }
        let suffix = String(middle.dropFirst(digits.count))
        // A prefix alone is said of both: `459 ±32k` would read as 459 and 32,000.
        let first = suffix.hasPrefix(" ") ? "" : suffix
        return "\(fixedGrouped(figure.median / scale, decimals: decimals))\(first) ±\(grouped(range))\(suffix)"
    }

    /// The power of ten, or the number of nanoseconds in a minute, that a figure was divided by.
    private static func scale(of value: Double, as shown: Double) -> Double {
        pow(10, log10(abs(value / shown)).rounded())
    }

    /// Never a negative zero.
    private static func fixedGrouped(_ value: Double, decimals: Int) -> String {
        let text = fixed(value, decimals: decimals)
        return grouped(Double(text) == 0 ? fixed(0, decimals: decimals) : text)
    }
}
