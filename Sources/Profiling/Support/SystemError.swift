import Glibc

/// A system call that failed.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was called, with what it was called for where that matters.
    public var call: String
    /// The error's number (`errno`).
    public var code: Int32

    init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// Such as `open /tmp/cpu.pb.gz: Permission denied`.
    public var description: String { "\(call): \(String(cString: strerror(code)))" }
}
