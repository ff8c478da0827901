import Synchronization

/// What a thread of a pool has of its own: most of the time a worker, which others may take from it while it calls a
/// handler; without one it serves the slow lane.
@usableFromInline
struct PoolThread: ~Copyable {
    /// The pool's; nil where a thread from elsewhere calls a handler.
    let threads: Unmanaged<WorkerThreads>?
    /// Touched by its thread alone.
    var worker: UnsafeMutablePointer<Worker>?
    /// Whether it is within a handler's call.
    var isInCall = false
    /// When that began, in nanoseconds; known in the slow lane only.
    private var callBegan: Int64 = 0
    /// The number of the call that it is in, among its worker's.
    private var call: UInt64 = 0
    @usableFromInline var scratch: UnsafeMutableRawPointer?
    @usableFromInline var scratchSize = 0

    init(_ threads: WorkerThreads?, worker: UnsafeMutablePointer<Worker>?) {
        self.threads = threads.map { .passUnretained($0) }
        self.worker = worker
    }

    deinit { scratch?.deallocate() }

    /// Room for that many messages. It is the thread's, not the worker's: a call that is left behind still reads it.
    @inlinable
    mutating func buffer<Message>(of type: Message.Type, capacity: Int) -> UnsafeMutablePointer<Message> {
        let size = capacity * MemoryLayout<Message>.stride
        if scratch == nil || scratchSize < size || MemoryLayout<Message>.alignment > 16 {
            grow(to: size, alignment: max(16, MemoryLayout<Message>.alignment))
        }
        return scratch.unsafelyUnwrapped.assumingMemoryBound(to: Message.self)
    }

    @usableFromInline
    mutating func grow(to size: Int, alignment: Int) {
        scratch?.deallocate()
        scratchSize = max(size, 2_048)
        scratch = .allocate(byteCount: scratchSize, alignment: alignment)
    }

    /// A handler is about to be called.
    @usableFromInline
    mutating func beginCall() {
        isInCall = true
        guard let worker else {
            callBegan = MonotonicTime.now()
            return
        }
        call = worker.pointee.calls &+ 1
        worker.pointee.calls = call
        worker.pointee.call.store(HandlerCall(call, .running).word, ordering: .releasing)
    }

    /// It has returned.
    /// - Returns: whether it took longer than it may. The thread may have lost its worker to another one.
    @usableFromInline
    mutating func endCall() -> Bool {
        isInCall = false
        guard let worker else { return MonotonicTime.now() - callBegan > CallWatch.budget }
        // Where another thread has the worker, its word speaks of another call already, or says so.
        var word = HandlerCall(call, .running).word
        while HandlerCall(word: word).state != .taken, HandlerCall(word: word).number == call {
            let (isOver, now) = worker.pointee.call.compareExchange(
                expected: word, desired: HandlerCall(word: word).with(.none).word, ordering: .acquiringAndReleasing)
            if isOver { return HandlerCall(word: word).state == .overdue }
            word = now
        }
        self.worker = nil
        return true
    }
}
