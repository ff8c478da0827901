/// Numbers as a plan writes them: decimal digits, underscores between them, a point.
package enum Numeral {
    package static func isPart(_ character: Character) -> Bool {
        character.isASCII && (character.isNumber || character == "." || character == "_" || character == "-")
    }

    /// A whole number, or nil.
    static func whole(_ text: String) -> Int? { plain(text).flatMap { Int($0) } }

    /// A finite number without an infinity's or a hexadecimal's spelling, or nil.
    package static func decimal(_ text: String) -> Double? {
        guard let digits = plain(text),
            digits.allSatisfy({ isPart($0) || $0 == "e" || $0 == "E" || $0 == "+" }),
            let number = Double(digits), number.isFinite
        else { return nil }
        return number
    }

    /// The text without its underscores; nil where one is not between two digits.
    private static func plain(_ text: String) -> String? {
        guard text.contains("_") else { return text }
        let groups = text.split(separator: "_", omittingEmptySubsequences: false)
        let between = zip(groups, groups.dropFirst()).allSatisfy { left, right in
            left.last?.isNumber == true && right.first?.isNumber == true
        }
        return between ? groups.joined() : nil
    }
}
