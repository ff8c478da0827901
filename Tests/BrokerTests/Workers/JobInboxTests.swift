import Testing

@testable import Broker

@Suite struct JobInboxTests {
    @Test func jobs_ComeOutAsTheyWentIn_WhenItGrows() {
        let inbox = JobInbox()
        let queue = JobQueue()
        var next: UInt = 1
        for job in 1...2_000 as ClosedRange<UInt> {
            let isTaken = inbox.push(job)
            #expect(isTaken)
            guard job.isMultiple(of: 3) else { continue }
            inbox.move(into: queue, sharers: 1_000_000)
            let first = queue.pop()
            #expect(first == next)
            next += 1
        }
        let (isQueueEmpty, isInboxEmpty) = (queue.look.waiting == 0, inbox.isEmpty)
        #expect(isQueueEmpty && !isInboxEmpty)
        while true {
            inbox.move(into: queue, sharers: 7)
            guard let job = queue.pop() else { break }
            #expect(job == next)
            next += 1
        }
        let isEmpty = inbox.isEmpty
        #expect(next == 2_001 && isEmpty)
    }

    @Test(arguments: [(1, 1, 1), (10, 1, 10), (10, 2, 5), (10, 4, 3), (1_000, 1, 128)])
    func worker_TakesItsShare(jobs: UInt, sharers: Int, share: Int) {
        let inbox = JobInbox()
        let queue = JobQueue()
        for job in 1...jobs { _ = inbox.push(job) }
        var taken: [UInt] = []
        inbox.move(into: queue, sharers: sharers)
        while let job = queue.pop() { taken.append(job) }
        #expect(taken == Array(1...UInt(share)))
    }

    @Test func inbox_ClosesOnlyWhenEmpty() {
        let inbox = JobInbox()
        let queue = JobQueue()
        let wasTaken = inbox.push(1)
        let wasClosed = inbox.closeIfEmpty()
        inbox.move(into: queue, sharers: 1)
        let job = queue.pop()
        #expect(wasTaken && !wasClosed && job == 1)
        let isClosed = inbox.closeIfEmpty()
        let isTaken = inbox.push(2)
        let isEmpty = inbox.isEmpty
        #expect(isClosed && !isTaken && isEmpty)
    }
}
