/// HdrHistogram's variable-length integers: ZigZag, then seven bits a byte, lowest first; a ninth byte has eight.
enum ZigZagLEB128 {
    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        for _ in 0..<8 {
            guard rest > 0x7F else { break }
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The number that the bytes begin with, which are taken off; nil where they end within it.
    static func popFirst(from bytes: inout ArraySlice<UInt8>) -> Int64? {
        var rest: UInt64 = 0
        for place in 0..<9 {
            guard let byte = bytes.popFirst() else { return nil }
            let isLast = place == 8 || byte & 0x80 == 0
            rest |= UInt64(place == 8 ? byte : byte & 0x7F) << UInt64(7 * place)
            if isLast { break }
        }
        return Int64(bitPattern: rest >> 1) ^ -Int64(bitPattern: rest & 1)
    }
}
