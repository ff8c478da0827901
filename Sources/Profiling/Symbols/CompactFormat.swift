/// The forms in which Swift's `Runtime` takes in addresses and images that it has not captured itself: its compact
/// backtrace and image map formats, version 0, with words of 8 bytes.
enum CompactFormat {
    private static let head: UInt8 = 0x02

    /// A backtrace of instructions at these addresses.
    static func backtrace(_ addresses: some Sequence<UInt64>) -> [UInt8] {
        var bytes = [head]
        for address in addresses {
            bytes.append(0x1f)  // an absolute program counter of 8 bytes
            append(address, to: &bytes)
        }
        bytes.append(0x00)
        return bytes
    }

    /// A map of images, in ascending order. Swift 6.3 begins it with the platform's name, which 6.2 does not know.
    static func imageMap(_ images: [(addresses: Range<UInt64>, path: String)], platform: String?) -> [UInt8] {
        var bytes = [head]
        if let platform {
            bytes.append(UInt8(platform.utf8.count))
            bytes += platform.utf8
        }
        appendCount(images.count, to: &bytes)
        for image in images {
            bytes.append(0x3f)  // both addresses absolute, 8 bytes each
            append(image.addresses.lowerBound, to: &bytes)
            append(UInt64(image.addresses.count), to: &bytes)
            appendCount(0, to: &bytes)  // no build id
            var path = Array(image.path.utf8)[...]
            while !path.isEmpty {
                let part = path.prefix(63)
                bytes.append(UInt8(part.count))
                bytes += part
                path = path.dropFirst(part.count)
            }
            bytes.append(0x00)
        }
        return bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * (7 - index)))) }
    }

    /// 7 bits to a byte, the highest first.
    private static func appendCount(_ count: Int, to bytes: inout [UInt8]) {
        var parts = [UInt8(count & 0x7f)]
        var rest = count >> 7
        while rest > 0 {
            parts.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes += parts.reversed()
    }
}
