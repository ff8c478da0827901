import CZlib

/// Whole buffers through zlib.
package enum Zlib {
    /// A zlib stream of the bytes, the same for the same bytes.
    package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var result = [UInt8](repeating: 0, count: Int(length))
        // With that much room it can only fail for want of memory.
        let status = compress2(&result, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
        precondition(status == Z_OK, "zlib: \(status)")
        return Array(result.prefix(Int(length)))
    }

    /// Nil where the bytes are no zlib stream, or one of more than `limit` bytes.
    package static func inflated(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        let compressed = Array(bytes)
        var room = min(limit, max(1_024, 8 * compressed.count))
        while true {
            var result = [UInt8](repeating: 0, count: room)
            var length = uLong(room)
            switch uncompress(&result, &length, compressed, uLong(compressed.count)) {
            case Z_OK: return Array(result.prefix(Int(length)))
            case Z_BUF_ERROR where room < limit: room = min(limit, 4 * room)
            default: return nil
            }
        }
    }
}
