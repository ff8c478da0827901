import Glibc

/// Numbers as renderings write them: with a point, whatever the locale.
enum Figures {
    /// A fixed number of decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "?" : value < 0 ? "-inf" : "inf" }
        let power = pow(10, Double(decimals))
        guard abs(value) < 1e15 / power else { return "\(value)" }
        let whole = Int((abs(value) * power).rounded())
        let digits = String(whole)
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// `1 cell`, `2 cells`.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// A ratio, as a factor: `1.034x`.
    static func ratio(_ value: Double) -> String { fixed(value, 3) + "x" }

    /// A fraction as a percentage, as few decimals as it needs, at most 2.
    static func percent(_ fraction: Double) -> String {
        for decimals in 0..<2 where abs((fraction * 100) - rounded(fraction * 100, decimals)) < 1e-9 {
            return fixed(fraction * 100, decimals) + "%"
        }
        return fixed(fraction * 100, 2) + "%"
    }

    /// A figure that may be whole: without a point if it is, with 6 significant digits else.
    static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        let digits = max(0, 5 - Int(log10(abs(value)).rounded(.down)))
        let text = fixed(value, min(digits, 12))
        guard text.contains(".") else { return text }
        let trimmed = String(text.reversed().drop { $0 == "0" }.reversed())
        return trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
    }

    private static func rounded(_ value: Double, _ decimals: Int) -> Double {
        let power = pow(10, Double(decimals))
        return (value * power).rounded() / power
    }
}
