#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where slow handlers take their turns, and what threads do that have no worker: they may block. There are as many as
/// are at it at once, up to a bound; who has found nothing for a while ends.
final class SlowLane: @unchecked Sendable {
    // Sendable: `parts` never changes, and what it points to is touched under its mutex alone.

    /// What a thread is to do.
    enum Work {
        /// A handler's turn.
        case handler(UInt)
        /// To go on for that worker, whose thread is held up.
        case worker(Int)
    }

    /// Most threads in the lane at once, those that are held up included.
    static let mostThreads = 512
    /// How long a thread waits for work, in seconds.
    private static let patience = 10

    private struct Parts {
        var mutex = pthread_mutex_t()
        var condition = pthread_cond_t()
        var handlers = JobInbox.Guarded()
        var workers: [Int] = []
        var idle = 0
        /// Waiting threads that work has come for already.
        var called = 0
        var threads = 0
    }
    private let parts: UnsafeMutablePointer<Parts>

    init() {
        parts = .allocate(capacity: 1)
        parts.initialize(to: Parts())
        pthread_mutex_init(&parts.pointee.mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(&parts.pointee.condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(&parts.pointee.condition)
        pthread_mutex_destroy(&parts.pointee.mutex)
        parts.deinitialize(count: 1)
        parts.deallocate()
    }

    /// What is under the mutex is reached through the pointer alone, also in a wait: others change it meanwhile.
    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(&parts.pointee.mutex)
        defer { pthread_mutex_unlock(&parts.pointee.mutex) }
        return body()
    }

    // MARK: Work comes

    /// What follows when work has come.
    enum Action { case none, startThread, refused }

    /// A handler's turn. Whoever is told so must start a thread; refused once closed.
    /// - Parameter isServed: whether the caller is a thread of the lane that comes for it.
    func push(handler job: UInt, isServed: Bool) -> Action {
        withLock {
            guard !parts.pointee.handlers.isClosed else { return .refused }
            parts.pointee.handlers.push(job)
            return isServed ? .none : call()
        }
    }

    /// Whether there is a thread for one more worker, or may be.
    var hasRoom: Bool {
        withLock { parts.pointee.idle > parts.pointee.called || parts.pointee.threads < Self.mostThreads }
    }

    /// That worker needs another thread, be there room or not.
    func push(worker: Int) -> Action {
        withLock {
            parts.pointee.workers.append(worker)
            return call(isWorker: true)
        }
    }

    private func call(isWorker: Bool = false) -> Action {
        if parts.pointee.idle > parts.pointee.called {
            parts.pointee.called += 1
            pthread_cond_signal(&parts.pointee.condition)
            return .none
        }
        guard isWorker || parts.pointee.threads < Self.mostThreads else { return .none }
        parts.pointee.threads += 1
        return .startThread
    }

    /// Takes no more turns: those that are there are taken, then its threads end.
    func close() {
        withLock {
            parts.pointee.handlers.isClosed = true
            pthread_cond_broadcast(&parts.pointee.condition)
        }
    }

    // MARK: Threads

    /// Threads in it now.
    var threads: Int { withLock { parts.pointee.threads } }

    /// A thread has lost its worker, and is in the lane from now on.
    func join() { withLock { parts.pointee.threads += 1 } }

    /// The next thing to do, waiting for it; nil when the thread is to end. One that is given a worker has left the lane.
    func next() -> Work? {
        withLock {
            var end = timespec()
            clock_gettime(CLOCK_MONOTONIC, &end)
            end.tv_sec += Self.patience
            while true {
                if let worker = parts.pointee.workers.popLast() {
                    parts.pointee.threads -= 1
                    return .worker(worker)
                }
                if let job = parts.pointee.handlers.pop() { return .handler(job) }
                if parts.pointee.handlers.isClosed || !wait(until: &end) {
                    parts.pointee.threads -= 1
                    return nil
                }
            }
        }
    }

    /// - Returns: false if the time has passed, and nobody has called.
    private func wait(until end: inout timespec) -> Bool {
        parts.pointee.idle += 1
        let status = pthread_cond_timedwait(&parts.pointee.condition, &parts.pointee.mutex, &end)
        parts.pointee.idle -= 1
        if parts.pointee.called > 0 {
            parts.pointee.called -= 1
            return true
        }
        return status != ETIMEDOUT
    }
}
