import CSampler
import Glibc
import Synchronization

/// A thread of its own, for what must not wait for, nor hold up, the threads that run Swift's tasks.
final class NamedThread<Value: Sendable>: Sendable {
    private let thread: pthread_t
    private let result: ThreadResult<Value>

    /// Linux takes names of up to 15 bytes. Throws `SystemError` if the system allows no more threads.
    init(_ name: String, body: @escaping @Sendable () -> Value) throws(SystemError) {
        let result = ThreadResult<Value>()
        thread = try startThread {
            csampler_set_thread_name(name)
            // What a profiler allocates itself is in no heap profile.
            Jemalloc()?.leaveOutThisThread()
            result.set(body())
        }
        self.result = result
    }

    /// Leaves it to itself. Either this or `join` must be called, once: they see to it that its memory is given back.
    func detach() {
        pthread_detach(thread)
    }

    /// Waits for its end, for what it returned.
    func join() -> Value {
        pthread_join(thread, nil)
        return result.get()
    }
}

private final class ThreadResult<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ new: Value) {
        value.withLock { $0 = new }
    }

    func get() -> Value {
        value.withLock { $0! }
    }
}

private final class ThreadBody {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func startThread(_ run: @escaping @Sendable () -> Void) throws(SystemError) -> pthread_t {
    let body = Unmanaged.passRetained(ThreadBody(run))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        {
            Unmanaged<ThreadBody>.fromOpaque($0!).takeRetainedValue().run()
            return nil
        }, body.toOpaque())
    guard status == 0 else {
        body.release()
        throw SystemError("pthread_create", status)
    }
    return thread
}
