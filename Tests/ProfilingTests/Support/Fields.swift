import Testing

/// The fields of a message of Protocol Buffers, read without knowing what they mean.
struct Fields {
    private var values: [UInt64: [UInt64]] = [:]
    private var contents: [UInt64: [[UInt8]]] = [:]

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let key = try Self.varint(&rest)
            switch key & 7 {
            case 0: values[key >> 3, default: []].append(try Self.varint(&rest))
            case 2:
                let count = Int(try Self.varint(&rest))
                try #require(rest.count >= count)
                contents[key >> 3, default: []].append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            default: try #require(Bool(false), "wire type \(key & 7)")
            }
        }
    }

    func number(_ field: UInt64) -> UInt64 { values[field]?.last ?? 0 }

    func numbers(_ field: UInt64) throws -> [UInt64] {
        try (contents[field] ?? []).flatMap { bytes in
            var rest = bytes[...]
            var numbers: [UInt64] = []
            while !rest.isEmpty { numbers.append(try Self.varint(&rest)) }
            return numbers
        } + (values[field] ?? [])
    }

    func texts(_ field: UInt64) -> [String] { (contents[field] ?? []).map { String(decoding: $0, as: UTF8.self) } }

    func messages(_ field: UInt64) throws -> [Fields] { try (contents[field] ?? []).map { try Fields($0) } }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            value |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        throw Truncated()
    }

    private struct Truncated: Error {}
}
