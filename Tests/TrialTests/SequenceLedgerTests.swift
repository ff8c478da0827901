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
}
