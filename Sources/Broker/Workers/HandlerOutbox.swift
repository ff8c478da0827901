import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Collects the handlers that a broadcast on a foreign thread puts in line, so that it takes the lock of their pool, and
/// wakes it, once for many: else a worker would be woken for each, and asleep again before the next. A thread's own.
@usableFromInline
struct HandlerOutbox: ~Copyable {
    /// Most that are kept back.
    private static let room = 64

    /// Whether this process has handlers at all.
    static let isUsed = Atomic<Bool>(false)
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let status = pthread_key_create(&key) { pointer in
            let box = pointer?.assumingMemoryBound(to: HandlerOutbox.self)
            box?.deinitialize(count: 1)
            box?.deallocate()
        }
        precondition(status == 0, "no thread-local storage left")
        return key
    }()

    /// Broadcasts that are under way on this thread.
    private var open = 0
    /// Whose they are: the handlers themselves keep it alive.
    private var threads: Unmanaged<WorkerThreads>?
    private var count = 0
    private let jobs = UnsafeMutablePointer<UInt>.allocate(capacity: room)

    private init() {}
    deinit { jobs.deallocate() }

    /// Runs what puts handlers in line, without suspending, and then passes them on.
    @inlinable
    static func collect<Result>(_ body: () -> Result) -> Result {
        let box = begin()
        let result = body()
        if let box { end(box) }
        return result
    }

    @usableFromInline
    static func begin() -> UnsafeMutablePointer<HandlerOutbox>? {
        guard isUsed.load(ordering: .relaxed) else { return nil }
        let box = current ?? make()
        box.pointee.open += 1
        return box
    }

    @usableFromInline
    static func end(_ box: UnsafeMutablePointer<HandlerOutbox>) {
        box.pointee.open -= 1
        if box.pointee.open == 0 { box.pointee.passOn() }
    }

    private static var current: UnsafeMutablePointer<HandlerOutbox>? {
        pthread_getspecific(key)?.assumingMemoryBound(to: HandlerOutbox.self)
    }

    private static func make() -> UnsafeMutablePointer<HandlerOutbox> {
        let box = UnsafeMutablePointer<HandlerOutbox>.allocate(capacity: 1)
        box.initialize(to: HandlerOutbox())
        pthread_setspecific(key, box)
        return box
    }

    /// Keeps a job back until the broadcast is over.
    /// - Returns: false where there is none.
    static func keep(_ job: UInt, for threads: WorkerThreads) -> Bool {
        guard let box = current, box.pointee.open > 0 else { return false }
        if box.pointee.count == room || box.pointee.threads?.toOpaque() != Unmanaged.passUnretained(threads).toOpaque()
        {
            box.pointee.passOn()
        }
        box.pointee.threads = .passUnretained(threads)
        box.pointee.jobs[box.pointee.count] = job
        box.pointee.count += 1
        return true
    }

    private mutating func passOn() {
        guard count > 0, let threads else { return }
        let kept = UnsafeBufferPointer(start: jobs, count: count)
        count = 0
        threads._withUnsafeGuaranteedRef { $0.addFromOutside(handlers: kept) }
    }
}
