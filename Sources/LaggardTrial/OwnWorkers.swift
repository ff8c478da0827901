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

    private static func run(_ job: UInt) { cthread_run_job(UnsafeMutableRawPointer(bitPattern: job)) }
}
