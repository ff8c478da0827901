import Glibc

/// How many connections there are, for who waits until there are none.
///
/// `@unchecked Sendable`: `count` is touched only between lock and unlock of `mutex`.
final class ConnectionCount: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let ended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var count = 0

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(ended, nil)
    }

    deinit {
        pthread_cond_destroy(ended)
        pthread_mutex_destroy(mutex)
        ended.deallocate()
        mutex.deallocate()
    }

    /// False where there are as many as there may be.
    func enter(most: Int) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard count < most else { return false }
        count += 1
        return true
    }

    func leave() {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        count -= 1
        pthread_cond_broadcast(ended)
    }

    func waitForNone() {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while count > 0 { pthread_cond_wait(ended, mutex) }
    }
}
