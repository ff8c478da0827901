/// What a parameter's values look like, and between which limits they are.
public enum ParameterKind: Sendable, Hashable {
    /// One of these words.
    case word([String])
    /// A name that the plan itself defines.
    case name
    /// A whole number between these limits.
    case integer(ClosedRange<Int>)
    /// A whole number, or the word `article`.
    case articleOr(ClosedRange<Int>)
    /// From 0 to 1.
    case fraction
    /// Above 0, at most this many per second.
    case rate(atMost: Double)
    /// A number with a unit, between these limits in nanoseconds.
    case duration(ClosedRange<Int>)
    /// A number with a unit, between these limits in bytes.
    case bytes(ClosedRange<Int>)
    /// `true` or `false`.
    case flag

    /// What to write, for documentation and messages.
    public var expectation: String {
        switch self {
        case .word(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
        case .name: "a name"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .articleOr(let range): "'article' or a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .fraction: "a number from 0 to 1"
        case .rate(let most): "a number above 0 and at most \(ParameterValue.number(most).text)"
        case .duration(let range):
            "a duration from \(UnitTable.duration.text(range.lowerBound)) to "
                + UnitTable.duration.text(range.upperBound)
        case .bytes(let range):
            "a size from \(UnitTable.bytes.text(range.lowerBound)) to "
                + UnitTable.bytes.text(range.upperBound)
        case .flag: "true or false"
        }
    }

    /// The value that `text` stands for. Throws words where it is none, or is beyond the limits.
    public func parse(_ text: String) throws(ParameterError) -> ParameterValue {
        let value = try read(text)
        try check(value, writtenAs: text)
        return value
    }

    private func read(_ text: String) throws(ParameterError) -> ParameterValue {
        if text.isEmpty { throw ParameterError("has no value", "write \(expectation)") }
        switch self {
        case .word, .name: return .word(text)
        case .articleOr where text == "article": return .word(text)
        case .integer, .articleOr:
            if let whole = Numeral.whole(text) { return .integer(whole) }
            let meant = isArticleOr ? Spelling.suggestion(for: text, among: ["article"]) : nil
            throw ParameterError("'\(text)' is no whole number", "write \(expectation)", meant: meant)
        case .fraction, .rate:
            guard let number = Numeral.decimal(text) else {
                throw ParameterError("'\(text)' is no number", "write \(expectation)")
            }
            return .number(number)
        case .duration: return .duration(try UnitTable.duration.parse(text))
        case .bytes: return .bytes(try UnitTable.bytes.parse(text))
        case .flag:
            guard text == "true" || text == "false" else {
                throw ParameterError("'\(text)' is neither true nor false", "write \(expectation)")
            }
            return .flag(text == "true")
        }
    }

    /// Throws words where `value` is of another kind or beyond the limits.
    public func check(_ value: ParameterValue) throws(ParameterError) { try check(value, writtenAs: value.text) }

    private func check(_ value: ParameterValue, writtenAs text: String) throws(ParameterError) {
        let fits =
            switch (self, value) {
            case (.word(let words), .word(let word)): words.contains(word)
            case (.name, .word(let word)): !word.isEmpty
            case (.integer(let range), .integer(let integer)): range.contains(integer)
            case (.articleOr, .word(let word)): word == "article"
            case (.articleOr(let range), .integer(let integer)): range.contains(integer)
            case (.fraction, .number(let number)): (0...1).contains(number)
            case (.rate(let most), .number(let number)): number > 0 && number <= most
            case (.duration(let range), .duration(let nanoseconds)): range.contains(nanoseconds)
            case (.bytes(let range), .bytes(let bytes)): range.contains(bytes)
            case (.flag, .flag): true
            default: false
            }
        if fits { return }
        guard case (.word(let words), .word(let word)) = (self, value) else {
            throw ParameterError("'\(text)' is out of range", "write \(expectation)")
        }
        let meant = Spelling.suggestion(for: word, among: words, foldingCase: true)
        throw ParameterError("'\(word)' is unknown", "write \(expectation)", meant: meant)
    }

    private var isArticleOr: Bool {
        if case .articleOr = self { true } else { false }
    }
}
