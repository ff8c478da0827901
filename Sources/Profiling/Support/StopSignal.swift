import CSampler
import Glibc

/// Tells threads that wait in `poll` to stop. Once raised it stays so.
final class StopSignal: Sendable {
    /// Readable once the signal is raised.
    let descriptor: Int32

    /// Throws `SystemError` if the process may open no more files.
    init() throws(SystemError) {
        descriptor = csampler_event()
        guard descriptor >= 0 else { throw SystemError("eventfd", errno) }
    }

    deinit {
        close(descriptor)
    }

    func raise() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    var isRaised: Bool { wait(milliseconds: 0) }

    /// Waits for it, up to a time; whether it is raised.
    func wait(milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }
}
