import Dispatch
import Synchronization

/// What threads have to do with handlers.
extension WorkerThreads {
    /// Marks a job that is a handler's turn: jobs are aligned.
    static let handlerMark: UInt = 2

    /// Puts a handler in line.
    func add(_ handler: HandlerJob, isSlow: Bool) {
        let job = UInt(bitPattern: Unmanaged.passUnretained(handler).toOpaque()) | Self.handlerMark
        if isSlow { addSlow(job) } else if !pushOwn(job) { addFromOutside(handler: job) }
    }

    /// Whether the calling thread serves the slow lane, and comes for more.
    private var isOfLane: Bool {
        guard let current else { return false }
        return current.pointee.worker == nil && !current.pointee.isInCall
    }

    private func addFromOutside(handler job: Job) {
        if HandlerOutbox.keep(job, for: self) { return }
        if !addFromOutside(job) { Self.runElsewhere(job) }
    }

    /// Puts handlers in the inbox, and wakes a worker for all of them.
    func addFromOutside(handlers jobs: UnsafeBufferPointer<Job>) {
        if inbox.push(all: jobs) {
            parking.wakeForInbox()
        } else {
            for job in jobs { Self.runElsewhere(job) }
        }
    }

    private func addSlow(_ job: Job) {
        switch lane.push(handler: job, isServed: isOfLane) {
        case .none: break
        case .startThread: startLaneThread()
        case .refused: Self.runElsewhere(job)
        }
    }

    /// The threads have ended: as for tasks, the default executor's take over.
    private static func runElsewhere(_ job: Job) {
        DispatchQueue.global().async {
            withUnsafeTemporaryAllocation(of: PoolThread.self, capacity: 1) { buffer in
                guard let thread = buffer.baseAddress else { return }
                thread.initialize(to: PoolThread(nil, worker: nil))
                run(handler: job, on: thread)
                thread.deinitialize(count: 1)
            }
        }
    }

    /// Lets a handler take its turn.
    @inline(__always)
    static func run(handler job: Job, on thread: UnsafeMutablePointer<PoolThread>) {
        guard let pointer = UnsafeRawPointer(bitPattern: job & ~handlerMark) else { return }
        Unmanaged<HandlerJob>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.run(on: thread) }
    }

    /// Whether somebody waits for that worker, or any.
    func hasWaiting(_ number: Int) -> Bool { workers[number].queue.look.waiting > 0 || !inbox.isEmpty }

    /// Gives a worker whose call is overdue to another thread; the one that is in the call goes on without it.
    func replaceThread(of number: Int, _ call: HandlerCall) {
        guard lane.hasRoom, workers[number].exchange(call, .taken) else { return }
        if case .startThread = lane.push(worker: number) { startLaneThread() }
    }
}
