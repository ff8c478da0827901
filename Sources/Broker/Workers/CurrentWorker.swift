#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The worker whose thread is calling, if it is one's.
@usableFromInline
package enum CurrentWorker {
    private static var threads: WorkerThreads? {
        guard let thread = pthread_getspecific(WorkerThreads.key)?.assumingMemoryBound(to: PoolThread.self),
            thread.pointee.worker != nil, !thread.pointee.isInCall
        else { return nil }
        return thread.pointee.threads?.takeUnretainedValue()
    }

    /// Whether there is one.
    @usableFromInline
    static var exists: Bool { threads != nil }

    /// Lets every job run that stands in its own queue now. Without a worker it does nothing. `Task.yield` would leave
    /// through Dispatch where jobs come through a hook of the runtime.
    @usableFromInline
    package static func giveWay() async {
        guard let threads else { return }
        await withUnsafeContinuation { (task: UnsafeContinuation<Void, Never>) in
            if !threads.add(givenWay: task) { task.resume() }
        }
    }
}

extension WorkerThreads {
    /// Marks a job that is a task which has given way: jobs are aligned.
    static let waitingMark: UInt = 1

    fileprivate func add(givenWay task: UnsafeContinuation<Void, Never>) -> Bool {
        add(unsafeBitCast(task, to: UInt.self) | Self.waitingMark)
    }

    /// Its turn has come.
    static func resume(waiting job: Job) {
        unsafeBitCast(job & ~waitingMark, to: UnsafeContinuation<Void, Never>.self).resume()
    }
}
