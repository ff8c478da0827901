import Broker
import CThread
import Trial

/// `executor: own`: every job of the process goes to workers of the broker's own kind, through the runtime's hook.
///
/// That is for a process that one owns. A library hands a `WorkerPool` to its tasks, which costs each wake more.
enum OwnWorkers {
    private static let threads = WorkerThreads(count: WorkerPool.cores) { run($0) }

    /// The same threads, for handlers.
    static let pool = WorkerPool(sharing: threads)

    /// From now on, for as long as the process lives. What waits for a time still wakes through Dispatch.
    static func takeOver() throws {
        threads.start()
        guard cthread_take_jobs({ job in _ = OwnWorkers.threads.add(UInt(bitPattern: job)) }) else {
            throw TrialError("executor 'own' needs a hook that this Swift runtime does not have")
        }
    }

    /// Lets every job run that is there now. `Task.yield` would leave through Dispatch: it asks no hook.
    static func giveWay() async {
        await withUnsafeContinuation { (task: UnsafeContinuation<Void, Never>) in
            _ = threads.add(unsafeBitCast(task, to: UInt.self) | yielded)
        }
    }

    /// Marks a task that has given way; jobs are aligned.
    private static let yielded: UInt = 1

    private static func run(_ job: UInt) {
        if job & yielded == 0 {
            cthread_run_job(UnsafeMutableRawPointer(bitPattern: job))
        } else {
            unsafeBitCast(job & ~yielded, to: UnsafeContinuation<Void, Never>.self).resume()
        }
    }
}
