import Glibc

/// The process's resident set, from a file of the kernel's that is kept open.
struct ResidentSet: ~Copyable {
    private let file: Int32
    private let pageSize: Int

    init() {
        file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        pageSize = sysconf(Int32(_SC_PAGESIZE))
    }

    deinit { if file >= 0 { close(file) } }

    /// Bytes, nil where the kernel does not say.
    func bytes() -> Int? {
        guard file >= 0 else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
            let length = pread(file, buffer.baseAddress, buffer.count, 0)
            guard length > 0 else { return nil }
            return Self.residentPages(of: UnsafeRawBufferPointer(rebasing: buffer[..<length])).map { $0 * pageSize }
        }
    }

    /// The second number of a line of `statm`.
    static func residentPages(of line: UnsafeRawBufferPointer) -> Int? {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        var pages: Int?
        for byte in line[(space + 1)...] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
            pages = (pages ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return pages
    }
}
