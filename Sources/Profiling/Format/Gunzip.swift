import CZlib

extension Gzip {
    /// The most that a file may hold: a profile of millions of stacks is far below it.
    private static let largest = 1 << 30

    /// What a gzip file holds; bytes that are none are returned as they are, as pprof takes them, too.
    /// - Throws: `NotAProfile` where it is cut off, damaged or unreasonably large.
    static func decompressed(_ bytes: [UInt8]) throws(NotAProfile) -> [UInt8] {
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        var stream = z_stream()
        // 16: a gzip header.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw NotAProfile(reason: "zlib does not start")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var input = bytes
        let status = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = uInt(input.count)
            while true {
                let (status, count) = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = uInt(chunk.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, chunk.count - Int(stream.avail_out))
                }
                output += chunk[..<count]
                if status != Z_OK || output.count > largest { return status }
            }
        }
        guard status == Z_STREAM_END else {
            throw NotAProfile(reason: output.count > largest ? "it is too large" : "its gzip is cut off or damaged")
        }
        return output
    }
}
