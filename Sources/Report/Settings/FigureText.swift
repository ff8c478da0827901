import Glibc

/// Figures in words: three digits and a unit, as `scripts/plots/units.py` has them.
enum FigureText {
    private static let prefixes: [(Double, String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    private static let times: [(Double, String)] = [(1e9, "s"), (1e6, "ms"), (1e3, "us")]

    /// Three digits, without trailing zeros, thousands apart.
    static func number(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        guard value.isFinite else { return "\(value)" }
        let text = fixed(value, decimals: max(0, 2 - Int(log10(abs(value)).rounded(.down))))
        guard text.contains(".") else { return grouped(text) }
        let kept = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return grouped(String(kept.reversed()))
    }

    /// `1.2M`, `340k`, `12`.
    static func count(_ value: Double) -> String {
        scaled(value, prefixes, smallest: "").filter { $0 != " " }
    }

    /// `1.2 M/s`, `340 k/s`, `12 /s`.
    static func rate(_ value: Double) -> String {
        scaled(value, prefixes.map { ($0.0, $0.1 + "/s") }, smallest: "/s")
    }

    /// Bytes, in powers of 1,000.
    static func size(_ value: Double) -> String {
        value == 0 ? "0" : scaled(value, prefixes.map { ($0.0, $0.1.uppercased() + "B") }, smallest: "B")
    }

    /// Nanoseconds.
    static func duration(_ value: Double) -> String { scaled(value, times, smallest: "ns") }

    /// Nanoseconds, in minutes where they are whole ones.
    static func longDuration(_ value: Double) -> String {
        guard value >= 60e9, value.truncatingRemainder(dividingBy: 60e9) == 0 else { return duration(value) }
        return "\(number(value / 60e9)) min"
    }

    /// A whole number, thousands apart.
    static func whole(_ value: Double) -> String { grouped(fixed(value, decimals: 0)) }

    /// `1 subscriber`, `1,000 subscribers`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(whole(Double(count))) \(noun)\(count == 1 ? "" : "s")"
    }

    /// How many times, to three digits.
    static func times(_ ratio: Double) -> String {
        let decimals = abs(ratio) >= 9.995 ? (abs(ratio) >= 99.95 ? 0 : 1) : abs(ratio) >= 0.9995 ? 2 : 3
        return decimals == 0 ? whole(ratio) : fixed(ratio, decimals: decimals)
    }

    /// Of a figure that is in percent.
    static func percent(_ value: Double) -> String { "\(number(value))%" }

    /// A share of a whole, in percent; all and nothing are said of nothing less.
    static func share(_ part: Double, of whole: Double) -> String {
        let percent = part / whole * 100
        if part == 0 || part == whole { return "\(fixed(percent, decimals: 0))%" }
        if percent < 0.1 { return "<0.1%" }
        return percent > 99.9 ? ">99.9%" : "\(fixed(percent, decimals: 1))%"
    }

    private static func scaled(_ value: Double, _ units: [(Double, String)], smallest: String) -> String {
        if let (size, unit) = units.first(where: { abs(value) >= $0.0 * 0.9995 }) {
            return "\(number(value / size)) \(unit)"
        }
        return smallest.isEmpty ? number(value) : "\(number(value)) \(smallest)"
    }

    /// A fixed number of decimals, rounded as the exact value is, with a point.
    static func fixed(_ value: Double, decimals: Int) -> String {
        withVaList([Int32(decimals), value]) { arguments in
            // 309 digits before the point are the most that a double has.
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
                guard let start = buffer.baseAddress else { return "" }
                vsnprintf(start, buffer.count, "%.*f", arguments)
                return String(cString: start)
            }
        }
    }

    static func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0 && (parts[0].count - index).isMultiple(of: 3) { whole += "," }
            whole.append(digit)
        }
        return sign + whole + (parts.count > 1 ? ".\(parts[1])" : "")
    }
}
