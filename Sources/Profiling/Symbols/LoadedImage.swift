/// A part of the program in memory: the executable, a shared library, or what the kernel maps.
struct LoadedImage: Sendable, Equatable {
    /// The file; `[vdso]` for the kernel's.
    var path: String
    var isExecutable: Bool
    /// Added to every address that the file itself names.
    var bias: UInt64
    /// What of it is mapped, from its first byte to the end of its last executable segment.
    var addresses: Range<UInt64>
    /// Its executable segments, in ascending order.
    var code: [Range<UInt64>]
    /// Offset in the file of what is mapped first.
    var fileOffset: UInt64
    /// Where its .eh_frame_hdr is.
    var unwindTable: UInt64?
    /// In hexadecimal, empty if it has none.
    var buildID: String
}
