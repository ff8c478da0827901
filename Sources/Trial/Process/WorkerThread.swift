import CThread
import Glibc

/// A thread of the harness's own, apart from Swift's pool, so that a blocked pool does not stop it.
///
/// `@unchecked Sendable`: the handle is written once, in `init`, before anyone else has the object.
final class WorkerThread: @unchecked Sendable {
    private var handle = pthread_t()

    /// Starts a thread that runs `body`. The name is cut to what Linux takes, 15 bytes.
    init(name: String, body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Start(name: String(name.prefix(15)), body: body))
        let status = pthread_create(
            &handle, nil,
            { argument in
                let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
                cthread_set_name(start.name)
                start.body()
                return nil
            }, box.toOpaque())
        precondition(status == 0, "cannot start a thread: \(String(cString: strerror(status)))")
    }

    /// Waits for its end. Once only.
    func join() { pthread_join(handle, nil) }

    func detach() { pthread_detach(handle) }

    private final class Start {
        let name: String
        let body: @Sendable () -> Void
        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
