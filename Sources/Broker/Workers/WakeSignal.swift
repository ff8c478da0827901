#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What one thread sleeps on: a semaphore that waits by the monotonic clock, which POSIX's own does not.
struct WakeSignal: ~Copyable, @unchecked Sendable {
    // Sendable: the pointer never changes; mutex and condition are made for sharing, and `count` is under the mutex.
    private struct Parts {
        var mutex = pthread_mutex_t()
        var condition = pthread_cond_t()
        var count = 0
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
        parts.deallocate()
    }

    /// Ends a wait, now or to come.
    func post() {
        pthread_mutex_lock(&parts.pointee.mutex)
        parts.pointee.count += 1
        pthread_cond_signal(&parts.pointee.condition)
        pthread_mutex_unlock(&parts.pointee.mutex)
    }

    /// Waits for a post, or for so many nanoseconds.
    /// - Returns: false if the time has passed.
    func wait(nanoseconds: Int64?) -> Bool {
        var end = timespec()
        if let nanoseconds {
            let time = MonotonicTime.now() + nanoseconds
            end = timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
        }
        pthread_mutex_lock(&parts.pointee.mutex)
        defer { pthread_mutex_unlock(&parts.pointee.mutex) }
        while parts.pointee.count == 0 {
            if nanoseconds == nil {
                pthread_cond_wait(&parts.pointee.condition, &parts.pointee.mutex)
            } else if pthread_cond_timedwait(&parts.pointee.condition, &parts.pointee.mutex, &end) == ETIMEDOUT {
                break
            }
        }
        guard parts.pointee.count > 0 else { return false }
        parts.pointee.count -= 1
        return true
    }
}
