/// Reads messages of Protocol Buffers, field by field. Nil where the bytes are none.
struct ProtobufReader {
    /// What a field holds.
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// Of a fixed width, which a profile has none of.
        case other
    }

    private var cursor: ByteCursor

    init(_ bytes: ArraySlice<UInt8>) {
        cursor = ByteCursor(bytes)
    }

    /// The fields in their order.
    /// - Throws: `NotAProfile` where a field is cut off or of no known kind.
    static func forEachField(
        of bytes: ArraySlice<UInt8>, _ body: (Int, Value) throws(NotAProfile) -> Void
    ) throws(NotAProfile) {
        var reader = ProtobufReader(bytes)
        while !reader.cursor.isAtEnd {
            guard let key = reader.cursor.unsigned(), let value = reader.value(wireType: key & 7) else {
                throw NotAProfile(reason: "its message is cut off or damaged")
            }
            try body(Int(truncatingIfNeeded: key >> 3), value)
        }
    }

    private mutating func value(wireType: UInt64) -> Value? {
        switch wireType {
        case 0: cursor.unsigned().map { .number($0) }
        case 1: cursor.skip(8) ? .other : nil
        case 2: cursor.unsigned().flatMap { cursor.slice($0) }.map { .bytes($0) }
        case 5: cursor.skip(4) ? .other : nil
        default: nil
        }
    }
}

extension ProtobufReader.Value {
    /// Numbers of a repeated field, packed or one by one.
    func append(to numbers: inout [UInt64]) {
        switch self {
        case .number(let number): numbers.append(number)
        case .bytes(let bytes):
            var cursor = ByteCursor(bytes)
            while let number = cursor.unsigned() { numbers.append(number) }
        case .other: break
        }
    }

    var number: UInt64 {
        if case .number(let number) = self { number } else { 0 }
    }

    var int: Int { Int(truncatingIfNeeded: number) }

    var bytes: ArraySlice<UInt8> {
        if case .bytes(let bytes) = self { bytes } else { [] }
    }
}
