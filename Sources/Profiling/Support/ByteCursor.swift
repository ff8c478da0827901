/// Reads numbers out of bytes in the machine's own order. Every read is checked: nil where the bytes end before it.
struct ByteCursor {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    var isAtEnd: Bool { position >= bytes.endIndex }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
        let size = MemoryLayout<Value>.size
        guard bytes.endIndex - position >= size else { return nil }
        var value: Value = 0
        for index in 0..<size {
            value |= Value(truncatingIfNeeded: UInt64(bytes[position + index]) << UInt64(8 * index))
        }
        position += size
        return value
    }

    /// An unsigned LEB128.
    mutating func unsigned() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = integer(UInt8.self) {
            if shift < 64 { value |= UInt64(byte & 0x7f) << shift }
            shift += 7
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    /// A signed LEB128.
    mutating func signed() -> Int? {
        var value: Int = 0
        var shift = 0
        while let byte = integer(UInt8.self) {
            if shift < 64 { value |= Int(byte & 0x7f) << shift }
            shift += 7
            if byte & 0x80 == 0 {
                return byte & 0x40 != 0 && shift < 64 ? value | (-1 << shift) : value
            }
        }
        return nil
    }

    /// The text up to the next 0.
    mutating func text() -> String? {
        guard let end = bytes[position...].firstIndex(of: 0) else { return nil }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    mutating func skip(_ count: UInt64) -> Bool {
        guard count <= UInt64(bytes.endIndex - position) else { return false }
        position += Int(count)
        return true
    }

    /// The next `count` bytes.
    mutating func slice(_ count: UInt64) -> ArraySlice<UInt8>? {
        let start = position
        return skip(count) ? bytes[start..<position] : nil
    }
}
