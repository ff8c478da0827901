import Testing

@testable import Broker

@Suite struct JobQueueTests {
    /// A queue that threads may share; its own rules say who may do what.
    private final class Shared: Sendable {
        let queue: JobQueue
        init(capacity: Int) { queue = JobQueue(capacity: capacity) }
    }

    @Test func jobs_ComeOutAsTheyWentIn_WhenItGrows() {
        let queue = JobQueue(capacity: 2)
        let (look, nothing) = (queue.look, queue.pop())
        #expect(look.waiting == 0 && nothing == nil)
        var next: UInt = 1
        for job in 1...1_000 as ClosedRange<UInt> {
            queue.push(job)
            // So that places are used again, before and after it grows.
            guard job.isMultiple(of: 3) else { continue }
            let first = queue.pop()
            #expect(first == next)
            next += 1
        }
        while let job = queue.pop() {
            #expect(job == next)
            next += 1
        }
        let isEmpty = queue.look.waiting == 0
        #expect(next == 1_001 && isEmpty)
    }

    @Test(arguments: [(1, 1), (2, 1), (3, 2), (100, 50), (1_000, 128)])
    func thief_TakesTheFirstHalf(jobs: UInt, stolen: Int) {
        let victim = JobQueue()
        let thief = JobQueue(capacity: 2)
        for job in 1...jobs { victim.push(job) }
        var taken: [UInt] = []
        if let first = thief.steal(from: victim) { taken.append(first) }
        while let job = thief.pop() { taken.append(job) }
        #expect(taken == Array(1...UInt(stolen)))
        let left = victim.pop()
        #expect(left == (jobs > UInt(stolen) ? UInt(stolen) + 1 : nil))
        let nothing = victim.steal(from: thief)
        #expect(nothing == nil)
    }

    /// An owner that puts and takes, and thieves that steal meanwhile: every job is somebody's, once.
    @Test func jobs_AreTakenOnce_WhenOthersSteal() async {
        let count = 200_000
        let seed = UInt64.random(in: 0 ... .max)
        let shared = Shared(capacity: 4)
        let tallies = Tallies(count: count)
        let isOver = Flag()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let own = JobQueue(capacity: 4)
                    while !isOver.isSet {
                        if let job = own.steal(from: shared.queue) { tallies.add(Int(job)) }
                        while let job = own.pop() { tallies.add(Int(job)) }
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                var dice = Dice(seed: seed)
                for job in 0..<count {
                    shared.queue.push(UInt(job))
                    if dice.next() % 3 == 0, let job = shared.queue.pop() { tallies.add(Int(job)) }
                    if dice.next() % 4_096 == 0 { await Task.yield() }
                }
                while let job = shared.queue.pop() { tallies.add(Int(job)) }
                isOver.set()
            }
        }
        #expect(tallies.all.allSatisfy { $0 == 1 }, "seed \(seed)")
    }
}
