import Testing

@testable import Broker

/// What a pool promises, through the runtime's own tasks.
@Suite struct WorkerPoolTests {
    @Test(arguments: [1, 2, 5])
    func tasks_AllRunOnce_WhenThereAreThousands(workers: Int) async {
        let pool = WorkerPool(workers: workers)
        let runs = Tallies(count: 20_000)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<runs.count { group.addTask(executorPreference: pool) { runs.add(index) } }
        }
        #expect(runs.all == [Int](repeating: 1, count: runs.count))
        pool.shutdown()
    }

    @Test func tasks_RunAsTheyCame_WhenThereIsOneWorker() async {
        let pool = WorkerPool(workers: 1)
        let order = Journal()
        // Made by the one worker, so that they go into its own queue, which grows meanwhile.
        await Task(executorPreference: pool) {
            let tasks = (0..<5_000).map { index in
                Task(executorPreference: pool) { order.note(index) }
            }
            for task in tasks { await task.value }
        }.value
        #expect(order.all == Array(0..<5_000))
        pool.shutdown()
    }

    @Test func tasks_RunAsTheyCame_WhenAForeignThreadBringsThem() async {
        let pool = WorkerPool(workers: 1)
        let order = Journal()
        let tasks = (0..<5_000).map { index in
            Task(executorPreference: pool) { order.note(index) }
        }
        for task in tasks { await task.value }
        #expect(order.all == Array(0..<5_000))
        pool.shutdown()
    }

    @Test func task_StaysOnThePool_WhenItSuspends() async {
        let pool = WorkerPool(workers: 2)
        let elsewhere = await Task(executorPreference: pool) {
            var elsewhere = 0
            for _ in 0..<1_000 {
                await Task.yield()
                if !pool.isCurrentThread { elsewhere += 1 }
            }
            return elsewhere
        }.value
        #expect(elsewhere == 0)
        #expect(!pool.isCurrentThread)
        pool.shutdown()
    }

    @Test func task_LearnsOfItsCancellation() async {
        let pool = WorkerPool(workers: 1)
        let broker = Broker<Int>()
        do {
            let subscription = try broker.subscribe(to: "news")
            let reader = Task(executorPreference: pool) {
                for await _ in subscription {}
                return Task.isCancelled
            }
            reader.cancel()
            #expect(await reader.value)
        } catch { Issue.record(error) }
        pool.shutdown()
    }

    /// Hangs if nobody takes over.
    @Test(.timeLimit(.minutes(1)), arguments: [2, 3], [false, true])
    func otherWorkers_TakeOver_WhenOneIsBusy(workers: Int, areAsleep: Bool) async {
        let pool = WorkerPool(workers: workers)
        if areAsleep { await eventually { pool.threads.areAsleep } }
        // The second task goes into the queue of the worker that the first one keeps until the second has run.
        await Task(executorPreference: pool) {
            let hasRun = Flag()
            let second = Task(executorPreference: pool) { hasRun.set() }
            while !hasRun.isSet {}
            await second.value
        }.value
        pool.shutdown()
    }

    @Test func tasks_AreNotLost_WhenThePoolIsShutDownMeanwhile() async {
        for round in 0..<50 {
            let pool = WorkerPool(workers: 1 + round % 3)
            let runs = Tallies(count: 400)
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<runs.count {
                    if index == 4 * round { pool.shutdown() }
                    group.addTask(executorPreference: pool) {
                        await Task.yield()
                        runs.add(index)
                    }
                }
            }
            #expect(runs.all == [Int](repeating: 1, count: runs.count), "round \(round)")
        }
    }

    @Test func threads_End_WhenThePoolIsGone() async {
        weak var threads: WorkerThreads?
        do {
            let pool = WorkerPool(workers: 4)
            threads = pool.threads
            await Task(executorPreference: pool) {}.value
        }
        await eventually { threads == nil }
    }

    @Test func threads_End_WhenThePoolIsShutDown() async {
        let pool = WorkerPool(workers: 4)
        pool.shutdown()
        // What comes now goes elsewhere, once the last one has left.
        await eventually { pool.threads.running == 0 }
        #expect(await Task(executorPreference: pool) { pool.isCurrentThread }.value == false)
    }

    /// Hangs if a wake is lost: every job is awaited before the next one is brought, so that workers fall asleep all the
    /// time, and a job that nobody is woken for stays where it is.
    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3])
    func wakes_AreNotLost_WhenWorkersFallAsleepAllTheTime(workers: Int) async {
        let pool = WorkerPool(workers: workers)
        let seed = UInt64.random(in: 0 ... .max)
        await withTaskGroup(of: Int.self) { group in
            for bringer in 0..<3 {
                group.addTask {
                    var dice = Dice(seed: seed &+ 2 &* UInt64(bringer))
                    var wrong = 0
                    for _ in 0..<4_000 {
                        for _ in 0..<dice.next() % 64 { _ = MonotonicTime.now() }
                        let burst = Int(dice.next() % 4) + 1
                        let tasks = (0..<burst).map { _ in
                            Task(executorPreference: pool) { await Task(executorPreference: pool) { 1 }.value }
                        }
                        for task in tasks { wrong += await task.value - 1 }
                    }
                    return wrong
                }
            }
            for await wrong in group { #expect(wrong == 0, "seed \(seed)") }
        }
        pool.shutdown()
    }
}
