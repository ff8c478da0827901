import Foundation

/// A system call on a file that went wrong.
struct FileError: Error, Equatable {
    var path: String
    /// A verb: `create`, `write`, `sync`.
    var action: String
    var code: Int32
    /// Bytes that were to be written.
    var wanted: Int?
    /// Bytes that the file system has left.
    var free: Int?

    /// Takes the error code from `errno`.
    init(_ path: String, doing action: String, code: Int32 = errno) {
        self.path = path
        self.action = action
        self.code = code
    }

    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    var failure: Failure {
        let reason = String(cString: strerror(code))
        guard isFull else { return Failure(.inputOutput, "cannot \(action) '\(path)': \(reason)") }
        let size = wanted.map { ": \($0) bytes to write, \(free.map(String.init) ?? "too few") free" } ?? ""
        return Failure(.inputOutput, "the disk is full, cannot \(action) '\(path)'\(size)")
    }
}
