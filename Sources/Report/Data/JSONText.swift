/// Bytes of JSON, written as they come: an encoder takes ten times as long for the millions of numbers of a large run.
struct JSONText: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ other: JSONText) { bytes.append(contentsOf: other.bytes) }

    mutating func number(_ number: Int) { raw(String(number)) }

    /// Null where it is absent.
    mutating func text(_ text: String?) {
        guard let text else { return raw("null") }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `[...]`, of what `write` writes of each.
    mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONText, Element) -> Void) {
        raw("[")
        separated(elements, write)
        raw("]")
    }

    /// Parts with commas between them.
    mutating func separated<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONText, Element) -> Void) {
        var isFirst = true
        for element in elements {
            if !isFirst { raw(",") }
            isFirst = false
            write(&self, element)
        }
    }

    /// `{...}`, of keys and what writes their values.
    mutating func object(_ members: [(key: String, write: (inout JSONText) -> Void)]) {
        raw("{")
        separated(members) { json, member in
            json.text(member.key)
            json.raw(":")
            member.write(&json)
        }
        raw("}")
    }
}
