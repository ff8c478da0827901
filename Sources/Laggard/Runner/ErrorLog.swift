import Foundation

/// What a child has written to its standard error.
struct ErrorLog: Sendable {
    let path: String

    /// The last line that says something, or nil. Reads only the end of a long log.
    func lastLine() -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let size = try? file.seekToEnd() else { return nil }
        try? file.seek(toOffset: size > 8_192 ? size - 8_192 : 0)
        guard let tail = try? file.readToEnd() else { return nil }
        return String(decoding: tail, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.last { !$0.isEmpty }
    }

    /// Removes a log in which nothing is written.
    func removeIfEmpty() {
        var status = stat()
        if stat(path, &status) == 0 && status.st_size == 0 { unlink(path) }
    }
}
