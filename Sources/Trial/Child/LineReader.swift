import Glibc

/// Reads the child's standard input: one line, and then nothing until its end.
enum LineReader {
    /// Longest line that is taken for a cell.
    static let limit = 1 << 20

    /// The first line without its end; nil if there is none, or it is too long.
    static func firstLine(of file: Int32) -> [UInt8]? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < limit {
            let count = read(file, &byte, 1)
            if count < 0, errno == EINTR { continue }
            // A last line may lack its end.
            if count <= 0 { return line.isEmpty ? nil : line }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        return nil
    }

    /// Blocks the calling thread until the file ends.
    static func waitForEnd(of file: Int32) {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while true {
            let count = read(file, &bytes, 32)
            if count == 0 || (count < 0 && errno != EINTR) { return }
        }
    }
}
