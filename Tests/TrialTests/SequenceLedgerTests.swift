import Testing

@testable import Trial

struct SequenceLedgerTests {
    @Test func enter_IsInOrder_WhenMessagesAscendWithGaps() {
        var ledger = SequenceLedger(publishers: 1, messages: 1_000)
        for index in [0, 1, 2, 63, 64, 65, 500, 999] {
            #expect(ledger.enter(index: index, publisher: 0) == .inOrder)
        }
    }

    @Test func enter_TellsLateFromRepeated_WhenMessagesAreOlder() {
        var ledger = SequenceLedger(publishers: 1, messages: 1_000)
        #expect(ledger.enter(index: 10, publisher: 0) == .inOrder)
        #expect(ledger.enter(index: 9, publisher: 0) == .outOfOrder)
        #expect(ledger.enter(index: 9, publisher: 0) == .duplicate)
        #expect(ledger.enter(index: 10, publisher: 0) == .duplicate)
        #expect(ledger.enter(index: 0, publisher: 0) == .outOfOrder)
    }

    @Test func enter_KeepsPublishersApart_WhenOneRunsAhead() {
        var ledger = SequenceLedger(publishers: 2, messages: nil)
        for position in 0..<100_000 { #expect(ledger.enter(index: 2 * position, publisher: 0) == .inOrder) }
        #expect(ledger.enter(index: 1, publisher: 1) == .inOrder)
        #expect(ledger.enter(index: 3, publisher: 1) == .inOrder)
        #expect(ledger.enter(index: 1, publisher: 1) == .duplicate)
    }

    /// Publishers in any mixture are in order as long as each one's own messages are.
    @Test(arguments: [1, 2, 3] as [UInt64], [2, 4, 8])
    func enter_FindsEachSwap_WhenPublishersAreMixed(seed: UInt64, publishers: Int) {
        var random = SplitMix64(seed: seed)
        var ledger = SequenceLedger(publishers: publishers, messages: nil)
        var sent = [Int](repeating: 0, count: publishers)
        var (swaps, late) = (0, 0)
        for _ in 0..<20_000 {
            let publisher = Int.random(in: 0..<publishers, using: &random)
            var positions = [sent[publisher]]
            if Int.random(in: 0..<50, using: &random) == 0 {
                positions = [sent[publisher] + 1, sent[publisher]]
                swaps += 1
            }
            for position in positions {
                switch ledger.enter(index: position * publishers + publisher, publisher: publisher) {
                case .inOrder: break
                case .outOfOrder: late += 1
                case let other: Issue.record("\(other), seed \(seed)")
                }
            }
            sent[publisher] += positions.count
        }
        #expect(swaps > 100)
        #expect(late == swaps, "seed \(seed)")
    }

    @Test func enter_IsForeign_WhenPublisherOrIndexIsNoneOfTheTrial() {
        var ledger = SequenceLedger(publishers: 2, messages: 100)
        #expect(ledger.enter(index: 1, publisher: 0) == .foreign)
        #expect(ledger.enter(index: 0, publisher: 2) == .foreign)
        #expect(ledger.enter(index: -1, publisher: 1) == .foreign)
    }

    @Test func enter_ReachesBackOneWindow_WhenNumberOfMessagesIsUnknown() {
        var ledger = SequenceLedger(publishers: 1, messages: nil)
        #expect(ledger.enter(index: 100_000, publisher: 0) == .inOrder)
        #expect(ledger.enter(index: 100_000 - SequenceLedger.window, publisher: 0) == .outOfOrder)
        #expect(ledger.enter(index: 100_000 - SequenceLedger.window, publisher: 0) == .duplicate)
        #expect(ledger.enter(index: 0, publisher: 0) == .tooOld)
    }

    /// The bitmap against a set, over a seeded walk with jumps, repeats and gaps.
    @Test(arguments: [1 as UInt64, 2, 3]) func enter_AgreesWithSet_WhenArrivalsAreRandom(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var ledger = SequenceLedger(publishers: 1, messages: nil)
        var seen = Set<Int>()
        var newest = -1
        for _ in 0..<50_000 {
            let back = Int.random(in: 0..<4_000, using: &random)
            let index = Bool.random(using: &random) ? newest + 1 + back % 7 : max(0, newest - back)
            let expected: SequenceLedger.Receipt =
                index > newest ? .inOrder : seen.contains(index) ? .duplicate : .outOfOrder
            #expect(ledger.enter(index: index, publisher: 0) == expected, "seed \(seed)")
            seen.insert(index)
            newest = max(newest, index)
        }
    }

    @Test(arguments: [nil, 40_000], [1, 2, 3, 5, 8] as [UInt64])
    func enterInOrder_LeavesWhatOneByOneLeaves_WhenRunsHaveGapsAndRepeats(messages: Int?, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var whole = SequenceLedger(publishers: 1, messages: messages)
        var single = SequenceLedger(publishers: 1, messages: messages)
        var newest = -1
        while newest < 30_000 {
            let first = max(0, newest + Int.random(in: -3...150, using: &random))
            let count = Int.random(in: 1...200, using: &random)
            let receipts = (first..<(first + count)).map { single.enter(index: $0, publisher: 0) }
            let entered = whole.enterInOrder(from: first, count: count)
            #expect(entered == receipts.allSatisfy { $0 == .inOrder }, "seed \(seed)")
            if !entered {
                #expect((first..<(first + count)).map { whole.enter(index: $0, publisher: 0) } == receipts)
            }
            newest = max(newest, first + count - 1)
        }
        // What has been entered so far is told apart from the gaps, in both alike.
        for index in (newest - 5_000)...newest {
            let receipts = (whole.enter(index: index, publisher: 0), single.enter(index: index, publisher: 0))
            #expect(receipts.0 == receipts.1)
        }
    }

    @Test func enterInOrder_EntersNothing_WhenItCannotBeTold() {
        var two = SequenceLedger(publishers: 2, messages: 100)
        var entered = two.enterInOrder(from: 0, count: 2)
        #expect(!entered)
        #expect(two.enter(index: 0, publisher: 0) == .inOrder)
        var sliding = SequenceLedger(publishers: 1, messages: nil)
        entered = sliding.enterInOrder(from: 1, count: 1_000_000)
        #expect(!entered)
        #expect(sliding.enter(index: 0, publisher: 0) == .inOrder)
    }
}
