/// Writes messages of Protocol Buffers: the wire types that a profile needs.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// A number; 0 is the default and is left out.
    mutating func number(_ field: Int, _ value: Int64) {
        guard value != 0 else { return }
        key(field, wireType: 0)
        varint(UInt64(bitPattern: value))
    }

    mutating func number(_ field: Int, _ value: Int) {
        number(field, Int64(value))
    }

    mutating func number(_ field: Int, _ value: UInt64) {
        number(field, Int64(bitPattern: value))
    }

    mutating func flag(_ field: Int, _ value: Bool) {
        number(field, value ? 1 : 0)
    }

    /// Repeated numbers, packed.
    mutating func numbers(_ field: Int, _ values: some Collection<Int64>) {
        guard !values.isEmpty else { return }
        var packed = ProtobufWriter()
        for value in values { packed.varint(UInt64(bitPattern: value)) }
        append(field, packed.bytes)
    }

    /// A text, also an empty one: an element of a list must not be left out.
    mutating func text(_ field: Int, _ value: String) {
        append(field, Array(value.utf8))
    }

    mutating func message(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        write(&inner)
        append(field, inner.bytes)
    }

    private mutating func append(_ field: Int, _ content: [UInt8]) {
        key(field, wireType: 2)
        varint(UInt64(content.count))
        bytes += content
    }

    private mutating func key(_ field: Int, wireType: UInt64) {
        varint(UInt64(field) << 3 | wireType)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
