import Foundation

/// A file that only ever holds whole rows: what is appended is there in full, or not at all.
///
/// A kill between two writes leaves whole rows; one write(2) a batch leaves at most its last row torn, which
/// `TornRow` cuts off when the run is resumed.
struct AppendOnlyFile: ~Copyable {
    let path: String
    private let descriptor: Int32

    /// Opens the file, or creates it.
    init(path: String) throws(FileError) {
        self.path = path
        let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw FileError(path, doing: "open") }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Appends the bytes with one write. Where it falls short (a full disk), the file is cut back to what it was.
    func append(_ bytes: [UInt8]) throws(FileError) {
        guard !bytes.isEmpty else { return }
        let before = try size()
        var written: Int
        repeat {
            written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        } while written < 0 && errno == EINTR
        guard written != bytes.count else { return }
        let code = written < 0 ? errno : ENOSPC
        ftruncate(descriptor, off_t(before))
        throw full(code, wanted: bytes.count, doing: "write")
    }

    /// Brings everything to the disk. The file goes back to `size` where that fails.
    func sync(orCutTo before: Int) throws(FileError) {
        guard fsync(descriptor) != 0 else { return }
        let code = errno
        let wanted = (try? size()).map { $0 - before }
        ftruncate(descriptor, off_t(before))
        throw full(code, wanted: wanted, doing: "sync")
    }

    func size() throws(FileError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path, doing: "look at") }
        return Int(status.st_size)
    }

    /// Cuts the file back.
    func cut(to size: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileError(path, doing: "cut") }
    }

    private func full(_ code: Int32, wanted: Int?, doing action: String) -> FileError {
        var error = FileError(path, doing: action, code: code)
        error.wanted = wanted
        var system = statvfs()
        if fstatvfs(descriptor, &system) == 0 { error.free = Int(system.f_bavail) * Int(system.f_frsize) }
        return error
    }
}
