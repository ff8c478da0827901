/// The units that a quantity is written with, and how many base units each is.
package struct UnitTable: Sendable {
    /// From small to large; the first is the base unit.
    package let units: [(name: String, factor: Int)]

    /// Durations, in nanoseconds.
    package static let duration = UnitTable(units: [
        ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ])

    /// Sizes, in bytes.
    package static let bytes = UnitTable(units: [
        ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ])

    /// The names, for messages.
    package var names: String { units.map(\.name).joined(separator: ", ") }

    /// The quantity in the largest unit that it is a whole number of.
    func text(_ amount: Int) -> String {
        let unit = units.last { amount.isMultiple(of: $0.factor) && amount >= $0.factor } ?? units[0]
        return "\(amount / unit.factor)\(unit.name)"
    }

    /// A number and its unit, in base units. Throws words on what is wrong with it.
    package func parse(_ text: String) throws(ParameterError) -> Int {
        let digits = text.prefix { Numeral.isPart($0) }
        let unit = text.dropFirst(digits.count)
        guard let number = Numeral.decimal(String(digits)) else {
            throw ParameterError("'\(text)' is no number with a unit", "write it as \(example), with one of \(names)")
        }
        if unit.isEmpty {
            throw ParameterError("'\(text)' has no unit", "write it as \(example), with one of \(names)")
        }
        guard let factor = units.first(where: { $0.name == unit })?.factor else {
            let meant = Spelling.suggestion(for: String(unit), among: units.map(\.name), foldingCase: true)
            throw ParameterError("'\(unit)' in '\(text)' is no unit", "write one of \(names)", meant: meant)
        }
        let amount = (number * Double(factor)).rounded()
        guard let whole = Int(exactly: amount) else {
            throw ParameterError("'\(text)' is out of range", "write a smaller one")
        }
        return whole
    }

    private var example: String { units.count > 5 ? "5ms" : "512MiB" }
}
