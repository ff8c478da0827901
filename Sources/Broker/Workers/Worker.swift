import Synchronization

/// What is one worker's own. It stays where it is, and others look at its queue alone.
struct Worker: ~Copyable {
    let queue = JobQueue()
    let number: Int
    var ticks = 0
    /// What it knows of the others.
    let others: UnsafeMutablePointer<Acquaintance>
    /// Whether it has seen jobs that wait, at its last look.
    var sawWaiting = false
    /// Whether a job keeps on running behind which it has taken jobs over.
    var isHelping = false
    /// The call of a handler that keeps it: what `HandlerCall` says of it.
    let call = Atomic<UInt64>(0)
    /// Calls of handlers that it has begun.
    var calls: UInt64 = 0
}

/// What a worker knows of another one, from having looked at its queue.
struct Acquaintance {
    /// Jobs it had taken, and when that was first seen.
    var taken = 0
    var since: Int64 = 0
    /// Jobs up to this one may be taken over: its worker is busy with another one.
    var takeover = 0
    /// Whether jobs were taken over, and the one that they waited behind is still at it.
    var isStuck = false
}
