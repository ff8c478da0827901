#if LAGGARD_SANITIZED
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    public typealias Mutex = SanitizedMutex

    /// Takes the place of Synchronization's `Mutex` where ThreadSanitizer looks on: that one waits inside the standard
    /// library, which no sanitizer has been compiled into, so everything that it guards would be taken for a race.
    public struct SanitizedMutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
        // Sendable: the pointers never change, and what `value` points to is touched under the mutex alone.
        private let mutex: UnsafeMutablePointer<pthread_mutex_t>
        private let value: UnsafeMutablePointer<Value>

        public init(_ value: consuming sending Value) {
            mutex = .allocate(capacity: 1)
            pthread_mutex_init(mutex, nil)
            self.value = .allocate(capacity: 1)
            self.value.initialize(to: value)
        }

        deinit {
            value.deinitialize(count: 1)
            value.deallocate()
            pthread_mutex_destroy(mutex)
            mutex.deallocate()
        }

        public borrowing func withLock<Result: ~Copyable, Failure>(
            _ body: (inout Value) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            return try body(&value.pointee)
        }
    }
#endif
