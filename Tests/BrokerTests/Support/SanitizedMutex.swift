#if LAGGARD_SANITIZED
    @testable import Broker

    /// Of the two that the tests see.
    typealias Mutex = SanitizedMutex
#endif
