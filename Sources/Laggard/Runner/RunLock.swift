import Foundation

/// A lock on a run's folder, so that two runners never write to the same files. It ends with the process.
struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock.
    /// - Throws: `Failure` where another runner has it.
    init(folder: String) throws(Failure) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw FileError(folder, doing: "open").failure }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            guard code == EWOULDBLOCK else { throw FileError(folder, doing: "lock", code: code).failure }
            throw Failure(
                .usage, "another laggard is writing to '\(folder)'", hint: "Wait until it is done, or end it.")
        }
        descriptor = opened
    }

    /// Brings the names in the folder to the disk.
    func sync() { fsync(descriptor) }

    deinit { close(descriptor) }
}
