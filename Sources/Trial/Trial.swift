import Experiment
import Glibc
import HeapStatistics

/// One trial: one cell, driven through one broker, in this process.
public enum Trial {
    /// Runs it, and blocks the calling thread until it is over: not to be called on Swift's pool.
    ///
    /// `emit` is given the lines from `ready` on, the result excepted, from several threads. A cell that cannot be
    /// run has the status `failed`, with the reason in words. A `profiler` begins and ends with the window.
    public static func run(
        _ cell: Cell, broker: any BrokerUnderTest.Type, profiler: (any WindowProfiler)? = nil,
        emit: @escaping @Sendable (TrialLine) -> Void
    ) -> TrialLine.Outcome {
        do {
            guard broker.strategies.contains(cell.strategy) else {
                throw TrialError("\(broker.implementation) does not offer the strategy \(cell.strategy.rawValue)")
            }
            try checkExecutor(cell, broker)
            try checkConsumer(cell, broker)
            let threads = 2 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + 2 + blockedThreads(cell)
            let heap = HeapStatistics()
            if cell.exact {
                try checkCounting(cell, heap)
                try SerialJobs.takeOver()
            }
            let environment = try TrialEnvironment(cell, broker: broker, heap: heap, threads: threads)
            return TrialRun(environment, profiler: profiler, emit: emit).run()
        } catch {
            return TrialLine.Outcome(status: .failed, statusDetail: "\(error)", metrics: Measurements())
        }
    }

    private static func checkExecutor(_ cell: Cell, _ broker: any BrokerUnderTest.Type) throws {
        guard broker.executors.contains(cell.executor) else {
            throw TrialError("executor '\(cell.executor)' is not offered")
        }
        if cell.exact, cell.executor != "default" {
            throw TrialError("an exact trial runs on one thread: it takes no executor but 'default'")
        }
    }

    /// Threads that slow handlers may block, as far as room is made for what they record.
    private static func blockedThreads(_ cell: Cell) -> Int {
        cell.consumer == "task" ? 0 : min(cell.slowSubscribers, 64)
    }

    private static func checkConsumer(_ cell: Cell, _ broker: any BrokerUnderTest.Type) throws {
        guard broker.consumers.contains(cell.consumer) else {
            throw TrialError("consumer '\(cell.consumer)' is not offered")
        }
        if cell.exact, cell.consumer != "task" {
            throw TrialError("an exact trial runs on one thread: it takes no consumer but 'task'")
        }
    }

    /// What an exact trial cannot do without.
    private static func checkCounting(_ cell: Cell, _ heap: HeapStatistics?) throws {
        guard cell.messages != nil else { throw TrialError("an exact trial needs a fixed number of messages") }
        guard heap != nil else { throw TrialError("an exact trial counts allocations, and jemalloc is not in use") }
        guard !HeapStatistics.hasThreadCaches else {
            throw TrialError(
                "an exact trial counts allocations, which jemalloc's thread caches hide: "
                    + "the child must be started with tcache:false in MALLOC_CONF")
        }
    }

    /// Runs it on a thread of its own.
    public static func run(
        _ cell: Cell, broker: any BrokerUnderTest.Type, emit: @escaping @Sendable (TrialLine) -> Void
    ) async -> TrialLine.Outcome {
        await withCheckedContinuation { continuation in
            WorkerThread(name: "trial") {
                continuation.resume(returning: run(cell, broker: broker, emit: emit))
            }.detach()
        }
    }
}
