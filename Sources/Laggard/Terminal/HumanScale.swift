import Experiment

/// Figures at a scale for humans: a value and what it is divided by, chosen once for a median and its spread.
struct HumanScale: Equatable {
    let divisor: Double
    let suffix: String

    /// The largest scale at which the value is at least 1.
    init(for value: Double, unit: Metric.Unit) {
        let scales = Self.scales(of: unit)
        let size = abs(value)
        // 0.9995 and up reads as 1.00: it belongs to the next scale.
        let fit = scales.last { size >= $0.0 * 0.9995 } ?? scales[0]
        divisor = fit.0
        suffix = fit.1
    }

    private static func scales(of unit: Metric.Unit) -> [(Double, String)] {
        switch unit {
        case .nanoseconds: [(1, " ns"), (1e3, " us"), (1e6, " ms"), (1e9, " s")]
        case .seconds: [(1, " s")]
        case .bytes: [(1, " B"), (1e3, " KB"), (1e6, " MB"), (1e9, " GB")]
        case .bytesPerSecond: [(1, " B/s"), (1e3, " KB/s"), (1e6, " MB/s"), (1e9, " GB/s")]
        case .perSecond: [(1, " /s"), (1e3, " k/s"), (1e6, " M/s"), (1e9, " G/s")]
        case .count: [(1, ""), (1e3, " k"), (1e6, " M"), (1e9, " G")]
        case .ratio: [(1, "")]
        }
    }

    /// The value without its suffix, to three significant digits.
    func number(_ value: Double, isWhole: Bool = false) -> String {
        let scaled = value / divisor
        if isWhole && divisor == 1 { return String(Int(scaled.rounded())) }
        return Self.threeDigits(scaled)
    }

    /// Three significant digits, never in scientific notation: `0.012`, `1.20`, `12.0`, `120`, `1200`.
    static func threeDigits(_ value: Double) -> String {
        fixed(value, decimals: decimals(of: value))
    }

    /// How many decimals make three significant digits.
    static func decimals(of value: Double) -> Int {
        switch abs(value) {
        case 0: 0
        case ..<0.9995: 3
        case ..<9.995: 2
        case ..<99.95: 1
        default: 0
        }
    }

    /// A fixed number of decimals, with a point, whatever the locale.
    static func fixed(_ value: Double, decimals: Int) -> String {
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        let whole = Int((abs(value) * power).rounded())
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let digits = String(whole)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// A value with its unit: `1.20 ms`.
    static func text(_ value: Double, _ unit: Metric.Unit) -> String {
        let scale = HumanScale(for: value, unit: unit)
        return scale.number(value, isWhole: unit == .count || unit == .bytes) + scale.suffix
    }
}
