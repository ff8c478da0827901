/// The value of a parameter that can make a setting.
enum SettingValue: Hashable, Comparable, Sendable {
    case number(Double)
    case text(String)

    /// In words, without a unit.
    var plain: String {
        switch self {
        case .number(let number): FigureText.number(number)
        case .text(let text): text
        }
    }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// Numbers before texts, by size and by code points.
    static func < (left: SettingValue, right: SettingValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}
