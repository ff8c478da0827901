#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Threads of one's own: for tasks to run on, instead of the default executor, and for the functions of handler
/// subscriptions.
///
/// ```swift
/// let pool = WorkerPool(workers: 2)
/// let reader = Task(executorPreference: pool) {
///     for await message in news { print(message) }
/// }
/// ```
///
/// A job that one of its threads brings goes into that thread's own queue, and is run there in its turn. Another thread
/// helps where a job keeps its thread for long, or where many wait. In the steady state nothing is allocated for a job.
/// Jobs are run as they come: priorities are not looked at. A job that blocks its thread keeps that thread from the
/// others, as everywhere in Swift's concurrency.
///
/// When the last reference to a pool is gone, those of tasks that prefer it included, its threads end; `shutdown()` ends
/// them before that.
public final class WorkerPool: TaskExecutor {
    let threads: WorkerThreads

    /// Starts the threads.
    /// - Parameter workers: how many, 1 to 64; as many as there are cores unless told.
    public init(workers: Int = WorkerPool.cores) {
        let myself = Myself()
        threads = WorkerThreads(count: workers) { myself.run($0) }
        myself.executor = asUnownedTaskExecutor()
        threads.start()
    }

    /// A pool whose threads do something else as well. It stops them, as any pool does its own.
    /// - Parameter threads: what they take for a job is what the runtime gives this pool.
    package init(sharing threads: WorkerThreads) { self.threads = threads }

    deinit { threads.stop() }

    /// Cores that are online, 64 at most.
    public static var cores: Int { min(64, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// How many threads it has.
    public var workers: Int { threads.count }

    /// Whether the calling thread is one of its workers: not, while it calls a slow handler.
    public var isCurrentThread: Bool { threads.isCurrent }

    /// Lets the threads run what has come, then ends them, without waiting for it. No job is lost: what comes later,
    /// for a task that prefers the pool and is resumed then, is run by the default executor.
    public func shutdown() { threads.stop() }

    /// Called by the runtime, on any thread.
    public func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job)) }

    /// As above.
    public func enqueue(_ job: UnownedJob) {
        if !threads.add(unsafeBitCast(job, to: UInt.self)) { globalConcurrentExecutor.enqueue(job) }
    }

    /// The pool as the executor of its jobs, which does not keep it alive.
    ///
    /// `@unchecked Sendable`: written once, before the threads start.
    private final class Myself: @unchecked Sendable {
        var executor: UnownedTaskExecutor?

        func run(_ job: UInt) {
            guard let executor else { return }
            unsafeBitCast(job, to: UnownedJob.self).runSynchronously(on: executor)
        }
    }
}
