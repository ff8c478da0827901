import Glibc
import Synchronization

/// Two threads may write to one path.
private let filesWritten = Atomic(0)

extension Profile {
    /// Writes it to a file, which is there only when it is whole: an older one is replaced in one step.
    ///
    /// - Throws: `SystemError`, with the path.
    public func write(to path: String) throws(SystemError) {
        let number = filesWritten.wrappingAdd(1, ordering: .relaxed).newValue
        let name = "\(path).\(getpid()).\(number).new"
        // What has the name is a link that somebody laid, or a leftover; neither is written to.
        unlink(name)
        let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw SystemError("open \(name)", errno) }
        var rest = encoded()[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = SystemError("write \(name)", errno)
                close(file)
                unlink(name)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        guard close(file) == 0, rename(name, path) == 0 else {
            let error = SystemError("rename \(name) to \(path)", errno)
            unlink(name)
            throw error
        }
    }
}
