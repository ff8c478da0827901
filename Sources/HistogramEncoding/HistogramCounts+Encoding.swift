import FoundationEssentials

/// HdrHistogram's V2 encoding, compressed, in base64: what its implementations in other languages read and write.
///
/// See AbstractHistogram.encodeIntoCompressedByteBuffer in HdrHistogram for Java. All numbers are big-endian.
extension HistogramCounts {
    /// The text is none of that encoding.
    public struct Undecodable: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    private static let cookie: UInt32 = 0x1c84_9303 | wordSize
    private static let compressedCookie: UInt32 = 0x1c84_9304 | wordSize
    private static let wordSize: UInt32 = 0x10
    private static let headerLength = 40
    /// More than any layout of 5 digits takes.
    private static let limit = 1 << 27

    /// The histogram as text.
    public var encoded: String {
        let deflated = Zlib.deflated(bytes)
        var all: [UInt8] = []
        all.append(bigEndian: Self.compressedCookie)
        all.append(bigEndian: UInt32(deflated.count))
        return Data(all + deflated).base64EncodedString()
    }

    /// Reads a histogram. Throws what is wrong with the text.
    public init(encoded text: String) throws(Undecodable) {
        guard let data = Data(base64Encoded: text) else { throw Undecodable(description: "it is not base64") }
        var rest = Array(data)[...]
        guard rest.popBigEndian(UInt32.self) == Self.compressedCookie else {
            throw Undecodable(description: "it does not begin as HdrHistogram's compressed V2 encoding does")
        }
        guard let length = rest.popBigEndian(UInt32.self), Int(length) <= rest.count else {
            throw Undecodable(description: "it is cut short")
        }
        guard let bytes = Zlib.inflated(rest.prefix(Int(length)), limit: Self.limit) else {
            throw Undecodable(description: "it cannot be inflated")
        }
        try self.init(bytes: bytes)
    }

    /// The encoding before it is compressed.
    private var bytes: [UInt8] {
        let payload = payload
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerLength + payload.count)
        bytes.append(bigEndian: Self.cookie)
        bytes.append(bigEndian: UInt32(payload.count))
        // Normalizing index offset: the counts begin at index 0.
        bytes.append(bigEndian: 0 as UInt32)
        bytes.append(bigEndian: UInt32(layout.significantDigits))
        bytes.append(bigEndian: layout.lowestDiscernibleValue)
        bytes.append(bigEndian: layout.highestTrackableValue)
        // Ratio of integers to doubles.
        bytes.append(bigEndian: 1.0.bitPattern)
        return bytes + payload
    }

    /// Counts; a run of two zeros or more is minus its length.
    private var payload: [UInt8] {
        var bytes: [UInt8] = []
        var zeros: Int64 = 0
        for count in counts {
            guard count != 0 else {
                zeros += 1
                continue
            }
            if zeros > 0 { ZigZagLEB128.append(zeros == 1 ? 0 : -zeros, to: &bytes) }
            zeros = 0
            ZigZagLEB128.append(count, to: &bytes)
        }
        return bytes
    }

    private init(bytes: [UInt8]) throws(Undecodable) {
        var rest = bytes[...]
        guard rest.popBigEndian(UInt32.self) == Self.cookie else {
            throw Undecodable(description: "it does not hold HdrHistogram's V2 encoding")
        }
        guard let length = rest.popBigEndian(UInt32.self), let offset = rest.popBigEndian(UInt32.self),
            let digits = rest.popBigEndian(UInt32.self), let lowest = rest.popBigEndian(UInt64.self),
            let highest = rest.popBigEndian(UInt64.self), rest.popBigEndian(UInt64.self) != nil,
            Int(length) <= rest.count
        else { throw Undecodable(description: "its header or its counts are cut short") }
        guard offset == 0, digits <= 5,
            let layout = HistogramLayout(
                lowestDiscernibleValue: lowest, highestTrackableValue: highest, significantDigits: Int(digits))
        else { throw Undecodable(description: "its header makes no histogram") }
        self.init(layout: layout)
        try take(payload: rest.prefix(Int(length)))
    }

    private mutating func take(payload: ArraySlice<UInt8>) throws(Undecodable) {
        var rest = payload
        let end = layout.indices.upperBound
        var index = 0
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let number = ZigZagLEB128.popFirst(from: &rest) else {
                throw Undecodable(description: "its last count is cut short")
            }
            let step = number < 0 ? number.magnitude : 1
            guard step <= UInt64(end - index) else {
                throw Undecodable(description: "it has more counts than its header makes room for")
            }
            if number > 0 {
                let sum = total.addingReportingOverflow(number)
                guard !sum.overflow else { throw Undecodable(description: "it counts more than 63 bits hold") }
                total = sum.partialValue
                add(number, at: index)
            }
            index += Int(step)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

extension ArraySlice<UInt8> {
    /// The number that the bytes begin with, which are taken off; nil where there are too few.
    fileprivate mutating func popBigEndian<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = MemoryLayout<Number>.size
        guard count >= size else { return nil }
        defer { removeFirst(size) }
        return prefix(size).reduce(0) { $0 << 8 | Number($1) }
    }
}
