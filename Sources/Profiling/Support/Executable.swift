import Glibc

/// The program's own file.
enum Executable {
    /// A path that leads to it also after another file took its place.
    static let link = "/proc/self/exe"

    /// Where it was when the program started, as far as the kernel can tell.
    static let path: String = {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes {
            readlink(link, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard count > 0 else { return CommandLine.arguments.first ?? link }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }()
}
