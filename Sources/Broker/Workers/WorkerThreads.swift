import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The threads of a pool and what they share. It lives until the pool and the last thread have let go of it.
///
/// `@unchecked Sendable`: `workers` and `key` never change, each queue keeps its own rules, and `ticks` is its worker's.
package final class WorkerThreads: @unchecked Sendable {
    package typealias Job = UInt

    /// After so many jobs of its own a worker looks at the inbox, so that nobody waits there for ever.
    private static let inboxInterval = 61

    let count: Int
    let workers: UnsafeMutablePointer<Worker>
    /// What a thread of a pool has of its own; of any pool.
    static let key: pthread_key_t = {
        var key = pthread_key_t()
        precondition(pthread_key_create(&key, nil) == 0, "no thread-local storage left")
        return key
    }()
    private let key = WorkerThreads.key
    let inbox = JobInbox()
    let parking: Parking
    let isStopping = Atomic<Bool>(false)
    private let alive = Atomic<Int>(0)
    private let run: @Sendable (Job) -> Void
    /// Where handlers run that are slow.
    let lane = SlowLane()
    let watch = CallWatch()

    /// - Parameter run: what a job is.
    package init(count: Int, run: @escaping @Sendable (Job) -> Void) {
        precondition((1...64).contains(count), "a pool has 1 to 64 workers")
        self.count = count
        self.run = run
        parking = Parking(workers: count)
        workers = .allocate(capacity: count)
        for number in 0..<count {
            let others = UnsafeMutablePointer<Acquaintance>.allocate(capacity: count)
            others.initialize(repeating: Acquaintance(), count: count)
            (workers + number).initialize(to: Worker(number: number, others: others))
        }
    }

    deinit {
        for number in 0..<count { workers[number].others.deallocate() }
        workers.deinitialize(count: count)
        workers.deallocate()
    }

    /// Whether the calling thread is one of them.
    var isCurrent: Bool { current?.pointee.worker != nil }

    /// What the calling thread has of its own, if it is one of them.
    var current: UnsafeMutablePointer<PoolThread>? {
        guard let thread = pthread_getspecific(key)?.assumingMemoryBound(to: PoolThread.self),
            thread.pointee.threads?.toOpaque() == Unmanaged.passUnretained(self).toOpaque()
        else { return nil }
        return thread
    }

    /// Threads that have not ended.
    var running: Int { alive.load(ordering: .acquiring) }

    /// Whether all of them are asleep until somebody wakes them.
    var areAsleep: Bool { parking.isQuiet }

    // MARK: Jobs come

    /// Puts a job where a worker will find it.
    /// - Returns: false when there is no worker any more.
    package func add(_ job: Job) -> Bool {
        pushOwn(job) || addFromOutside(job)
    }

    /// Puts a job into the queue of the calling thread's worker, if it has one.
    @inline(__always)
    func pushOwn(_ job: Job) -> Bool {
        // Within a handler's call the worker may be taken from the thread at any moment.
        guard let current, !current.pointee.isInCall, let worker = current.pointee.worker else { return false }
        worker.pointee.queue.push(job)
        return true
    }

    func addFromOutside(_ job: Job) -> Bool {
        guard inbox.push(job) else { return false }
        parking.wakeForInbox()
        return true
    }

    // MARK: Threads

    package func start() {
        alive.store(count, ordering: .releasing)
        for number in 0..<count { start(workers + number) }
    }

    private func start(_ worker: UnsafeMutablePointer<Worker>?) {
        startThread { threads in
            let thread = UnsafeMutablePointer<PoolThread>.allocate(capacity: 1)
            thread.initialize(to: PoolThread(threads, worker: worker))
            pthread_setspecific(threads.key, thread)
            threads.serve(thread)
            pthread_setspecific(threads.key, nil)
            thread.deinitialize(count: 1)
            thread.deallocate()
        }
    }

    private final class Start {
        let threads: WorkerThreads
        let body: (WorkerThreads) -> Void
        init(_ threads: WorkerThreads, _ body: @escaping (WorkerThreads) -> Void) {
            (self.threads, self.body) = (threads, body)
        }
    }

    /// A thread that keeps this alive.
    func startThread(_ body: @escaping (WorkerThreads) -> Void) {
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                start.body(start.threads)
                return nil
            }, Unmanaged.passRetained(Start(self, body)).toOpaque())
        precondition(status == 0, "cannot start a thread: \(String(cString: strerror(status)))")
        pthread_detach(thread)
    }

    /// One more thread for the slow lane.
    func startLaneThread() { start(nil) }

    /// Lets them run what there is, then end.
    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        parking.wakeAll()
        lane.close()
        watch.wake()
    }

    /// The life of a thread: as long as it has a worker, and then in the slow lane.
    private func serve(_ thread: UnsafeMutablePointer<PoolThread>) {
        if let worker = thread.pointee.worker {
            if work(thread, worker) { return }
            lane.join()
        }
        while let task = lane.next() {
            switch task {
            case .handler(let job): Self.run(handler: job, on: thread)
            case .worker(let number):
                thread.pointee.worker = workers + number
                if work(thread, workers + number) { return }
                lane.join()
            }
        }
    }

    /// - Returns: whether the worker is at its end; if not, another thread has it now.
    private func work(_ thread: UnsafeMutablePointer<PoolThread>, _ worker: UnsafeMutablePointer<Worker>) -> Bool {
        while let job = next(worker) {
            if job & (Self.handlerMark | Self.waitingMark) == 0 {
                run(job)
            } else if job & Self.handlerMark == 0 {
                Self.resume(waiting: job)
            } else {
                Self.run(handler: job, on: thread)
                if thread.pointee.worker == nil { return false }
            }
        }
        alive.subtract(1, ordering: .releasing)
        return true
    }

    /// The next job, waiting for it; nil at the end.
    @inline(__always)
    private func next(_ worker: UnsafeMutablePointer<Worker>) -> Job? {
        worker.pointee.ticks &+= 1
        if worker.pointee.ticks == Self.inboxInterval {
            worker.pointee.ticks = 0
            inbox.move(into: worker.pointee.queue, sharers: count)
        }
        return worker.pointee.queue.pop() ?? search(worker)
    }
}
