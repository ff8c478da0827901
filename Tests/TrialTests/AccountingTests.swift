import Experiment
import Glibc
import Testing

@testable import Trial

struct AccountingTests {
    private func account(
        _ index: Int, _ subscriberClass: SubscriberClass = .fast, published: Int = 10, unique: Int = 4
    ) -> SubscriberAccount {
        SubscriberAccount(
            subscriber: index, subscriberClass: subscriberClass, published: published,
            received: ReceiptTally(unique: unique, duplicates: 9, outOfOrder: 2, lagMax: index, depthLeft: 1),
            drops: DropCounts(timedOut: 1, rejectedNewest: 1, evictedOldest: 1, closed: 1), pending: 1)
    }

    @Test func accounting_SumsPerClass_WhenAccountsBalance() {
        let accounting = Accounting([account(3), account(5), account(4, .slow)])
        let metrics = accounting.metrics
        #expect(accounting.violation == nil)
        #expect(metrics[.deliveries(.fast)] == 8)
        #expect(metrics[.deliveries(.slow)] == 4)
        #expect(metrics[.duplicates(.fast)] == 18)
        #expect(metrics[.lagMax(.fast)] == 5)
        #expect(metrics[.lagMax(.slow)] == 4)
        #expect(metrics[.dropsClosed(.fast)] == 2)
        #expect(metrics[.pending(.slow)] == 1)
    }

    @Test func accounting_NamesFirstViolation_WhenAccountsDoNotBalance() {
        let accounting = Accounting([account(0), account(1, unique: 3), account(2, published: 11)])
        #expect(accounting.violation?.hasPrefix("the accounts of 2 subscribers do not balance; subscriber 1") == true)
    }

    @Test func observer_CountsWindowOnly_WhenDropsAreReported() {
        let observer = TrialObserver(state: TrialState(), isSlow: [false, true])
        let warmup = TrialMessage(intended: 0, actual: 0, index: -1, publisher: 0)
        let message = TrialMessage(intended: 0, actual: 0, index: 0, publisher: 0)
        observer.dropped(warmup, subscriber: 0, reason: .timedOut)
        observer.dropped(message, subscriber: 1, reason: .evictedOldest)
        #expect(observer.allDrops == 2)
        #expect(observer.drops(.fast) == DropCounts())
        #expect(observer.drops(subscriber: 1) == DropCounts(evictedOldest: 1))
    }

    @Test func observer_CountsUndecidedAsPending() {
        let state = TrialState()
        let observer = TrialObserver(state: state, isSlow: [false])
        let message = TrialMessage(intended: 0, actual: 0, index: 0, publisher: 0)
        observer.dropped(message, subscriber: 0, reason: .closed)
        state.enter(.stopping)
        observer.undecided(message, subscriber: 0)
        observer.undecided(TrialMessage(intended: 0, actual: 0, index: -1, publisher: 0), subscriber: 0)
        observer.dropped(message, subscriber: 0, reason: .timedOut)
        #expect(observer.drops(subscriber: 0) == DropCounts(timedOut: 1, closed: 1))
        #expect(observer.pending(subscriber: 0) == 1)
    }

    @Test func state_KeepsFailure_WhenLimitIsReachedToo() {
        let state = TrialState()
        state.end(.init(status: .overrun, detail: "many"))
        state.fail("bug")
        state.end(.init(status: .heapLimit, detail: "big"))
        #expect(state.requestedEnding == .init(status: .failed, detail: "bug"))
    }

    @Test func sleepQueue_GivesDueOnesInOrder_WhenInsertedInAny() {
        var random = SplitMix64(seed: 5)
        var queue = SleepQueue<Int64>(capacity: 4)
        let deadlines = (0..<500).map { _ in Int64.random(in: 0..<1_000, using: &random) }
        for deadline in deadlines { queue.insert(deadline, deadline: deadline) }
        var popped: [Int64] = []
        while let next = queue.popDue(at: 600) { popped.append(next) }
        #expect(popped == deadlines.filter { $0 <= 600 }.sorted())
        #expect(queue.earliest.map { $0 > 600 } == true)
    }

    @Test func residentPages_IsSecondNumber_WhenLineIsOfStatm() {
        #expect(Array("1234 567 89 1 0 2 0\n".utf8).withUnsafeBytes { ResidentSet.residentPages(of: $0) } == 567)
        #expect(Array("1234".utf8).withUnsafeBytes { ResidentSet.residentPages(of: $0) } == nil)
        #expect(ResidentSet().bytes().map { $0 > 1 << 20 } == true)
    }
}
