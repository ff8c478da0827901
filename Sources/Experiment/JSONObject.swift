/// One object of JSON as it is written: keys with numbers and plain words, in the order in which they are given.
///
/// For the lines that a child writes again and again: an encoder takes twenty times as long for them.
struct JSONObject {
    private(set) var text: [UInt8] = []

    init() { text.reserveCapacity(512) }

    /// The object, closed.
    consuming func closed() -> [UInt8] {
        if text.isEmpty { text.append(UInt8(ascii: "{")) }
        text.append(UInt8(ascii: "}"))
        return text
    }

    /// `key` and `word` are written as they are: they may need no escapes.
    mutating func add(_ key: String, word: String) {
        begin(key)
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: word.utf8)
        text.append(UInt8(ascii: "\""))
    }

    /// Nothing where there is none.
    mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    /// As short as it can be read back from; finite. Nothing where there is none.
    mutating func add(_ key: String, _ value: Double?) {
        guard let value else { return }
        begin(key)
        if let whole = Int(exactly: value), whole.magnitude < 1 << 53, whole != 0 || value.sign == .plus {
            append(whole)
        } else {
            let words = value.description
            text.append(contentsOf: (words.hasSuffix(".0") ? words.dropLast(2) : words[...]).utf8)
        }
    }

    /// An object within.
    mutating func add(_ key: String, _ object: consuming JSONObject) {
        begin(key)
        text.append(contentsOf: object.closed())
    }

    private mutating func begin(_ key: String) {
        text.append(UInt8(ascii: text.isEmpty ? "{" : ","))
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: key.utf8)
        text.append(UInt8(ascii: "\""))
        text.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ value: Int) {
        if value < 0 { text.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = text.count
        repeat {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        text[start...].reverse()
    }
}
