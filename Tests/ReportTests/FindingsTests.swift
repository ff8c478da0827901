import Experiment
import Gate
import Testing

@testable import Report

/// What the summary says of what goes wrong, and what it does not say.
@Suite
struct FindingsTests {
    /// A timeout of 3 minutes, 20,000 sends.
    private static func leak(
        _ strategy: StrategyName, _ growths: [Double], after: Double = 1, _ figures: [Metric: Double] = [:]
    ) -> [TrialRecord] {
        growths.enumerated().map { repetition, growth in
            Made.trial(
                strategy, repetition: repetition, cell: { if strategy.waits { $0.timeoutMs = 180_000 } },
                [
                    .heapGrowth: growth, .heapSlope: growth / 2, .heapBaseline: 7e6,
                    .heapAfterDrain: 7e6 + growth * after,
                ].merging(figures) { $1 })
        }
    }

    // MARK: Heap

    @Test func heap_IsCalledALeak_WhenItStandsClearOfTheOthersAndIsStillHeld() throws {
        let records =
            Self.leak(.after, [9.6e6, 9.7e6], [.pendingTimersPeak: 20_000]) + Self.leak(.timer, [40_000, -20_000])
            + Self.leak(.dropNewest, [0, 10_000])
        let said = try #require(Findings(records).fault("Heap"))
        #expect(
            said == """
                Heap: after leaks: its heap grew by 9.65 MB in the window (timeout 3 min), 482 B a send, 20,000 timers \
                pending at most; 100% of that was still held when the drain ended; the others grew by at most 40 KB \
                (scenario slow, 100 subscribers).
                """)
    }

    @Test func heap_IsNoLeak_WhenItsTrialsLieAsFarApart() {
        let records = Self.leak(.after, [600_000, 3e6]) + Self.leak(.timer, [40_000, -20_000])
        #expect(Findings(records).fault("Heap") == nil)
    }

    @Test func heap_IsNoLeak_WhenItDidNotGoOnGrowing() {
        let step = Self.leak(.after, [9e6, 9.1e6], [.heapSlope: 1_000])
        #expect(Findings(step + Self.leak(.timer, [0, 10_000])).fault("Heap") == nil)
    }

    @Test func heap_IsNoLeak_WhenAllGrowAlike() {
        let records = Self.leak(.after, [9e6, 9.1e6]) + Self.leak(.timer, [8.8e6, 9.05e6])
        #expect(Findings(records).fault("Heap") == nil)
    }

    @Test func heap_OnlyHoldsMore_WhenTheDrainGivesItBack() throws {
        let records = Self.leak(.after, [9e6, 9.1e6], after: 0.1) + Self.leak(.timer, [0, 10_000])
        let said = try #require(Findings(records).fault("Heap"))
        #expect(said.contains("after holds more memory:"))
        #expect(said.contains("10.0% of that was still held"))
    }

    @Test func heap_PilesUp_WhenSendersAreStillAlive() throws {
        let records = Self.leak(.sharedTicker, [9e6, 9.1e6], [.sendersAliveEnd: 852]) + Self.leak(.timer, [0, 10_000])
        let said = try #require(Findings(records).fault("Heap"))
        #expect(said.contains("shared-ticker piles up memory:"))
        #expect(said.contains("with 852 senders still alive"))
    }

    @Test func heap_IsAFactAndNoVerdict_WhenThereIsNothingToHoldItAgainst() throws {
        let said = try #require(Findings(Self.leak(.after, [9e6, 9.1e6])).fault("Heap"))
        #expect(said.contains("after needs more memory: its heap grew by 9.05 MB"))
        #expect(said.contains("no other strategy has this setting, to hold it against"))
        #expect(Findings(Self.leak(.after, [200_000, 300_000])).fault("Heap") == nil)
    }

    @Test func heap_OfSingleTrials_TakesAMegabyte() {
        let few = Self.leak(.after, [900_000]) + Self.leak(.timer, [40_000])
        #expect(Findings(few).fault("Heap") == nil)
        let many = Self.leak(.after, [1_200_000]) + Self.leak(.timer, [40_000])
        #expect(Findings(many).fault("Heap") != nil)
    }

    // MARK: Deliveries

    @Test func deliveries_Stop_WhenMostWasUndecidedAtTheEnd() throws {
        let stuck = Made.trial(
            .sharedTicker,
            [.deliveries(.fast): 1_900, .pending(.fast): 17_100, .sendersAliveEnd: 852])
        let said = try #require(Findings([stuck, Made.trial(.timer)]).fault("Deliveries"))
        #expect(
            said == """
                Deliveries: shared-ticker stops delivering: 10.0% of what was due to the fast subscribers arrived; 90.0% \
                was undecided or in a buffer when the drain ended, and 852 senders were still alive (scenario slow, 100 \
                subscribers).
                """)
    }

    @Test func deliveries_AreLost_WhenTheyWereDropped() throws {
        let lossy = Made.trial(.dropNewest, [.deliveries(.fast): 15_200, .dropsRejectedNewest(.fast): 3_800])
        let findings = Findings([lossy, Made.trial(.timer)])
        #expect(findings.fault("Deliveries") == nil)
        #expect(
            try #require(findings.fault("Loss")).hasPrefix(
                "Loss: drop-newest drops 20.0% of what was due to the fast subscribers (3,800 deliveries)"))
    }

    @Test func publisher_IsHeldUp_WhenItFellBehind() throws {
        var held = Made.trial(
            .timer, cell: { $0.dispatch = .awaited },
            [.achievedRate: 12.3, .published: 25, .unpublished: 175, .deliveries(.fast): 2_375])
        held.behind = true
        held.latencyBound = true
        let findings = Findings([held, Made.trial(.dropNewest)])
        #expect(
            try #require(findings.fault("Publisher")).hasPrefix(
                "Publisher: timer holds the publisher up: it achieved 12.3 of 100 messages a second; 175 messages were "
                    + "never sent (scenario slow, 100 subscribers)."))
        // Messages that were never sent are no deliveries that stopped.
        #expect(findings.fault("Deliveries") == nil)
    }

    @Test func order_IsSaidOfTheGravestCell_AndOfTheOthersInShort() throws {
        func trial(_ strategy: StrategyName, _ subscribers: Int, _ count: Double) -> TrialRecord {
            Made.trial(strategy, subscribers: subscribers, [.outOfOrder(.fast): count])
        }
        let said = try #require(
            Findings([
                trial(.after, 100, 1_925), trial(.after, 10, 18), trial(.timer, 100, 192), trial(.dropNewest, 100, 0),
            ]).fault("Order"))
        #expect(
            said == """
                Order: after delivers out of order: 1,925 of 19,250 deliveries (10.0%) came after a newer message \
                (scenario slow, 100 subscribers). Also in 1 other cell: scenario slow, 10 subscribers. Others, each in \
                its gravest cell: timer 1.0%.
                """)
    }

    @Test func order_SaysInHowManyTrials_WhenNotInAll() throws {
        let records = Made.trials(.timer, .outOfOrder(.slow), [0, 0, 7])
        #expect(try #require(Findings(records).fault("Order")).contains("in 1 of 3 trials"))
    }

    @Test func timeout_IsNotKept_WhenWaitsAreTwiceAsLong() throws {
        let records = [
            Made.trial(.sharedTimer, [.sendWaitP99: 37e6, .sendWaitMax: 260e6]),
            Made.trial(.timer, [.sendWaitP99: 5.4e6, .sendWaitMax: 11e6]),
        ]
        let said = try #require(Findings(records).fault("Timeout"))
        #expect(said.hasPrefix("Timeout: shared-timer does not keep its timeout of 5 ms:"))
        #expect(said.contains("is 37 ms, the longest 260 ms"))
        #expect(!said.contains("Others, each"))
    }

    @Test func limit_IsSaid_WhenItEndedATrial() throws {
        var early = Made.trial(.after, repetition: 1, [.published: 120])
        early.status = .heapLimit
        let said = try #require(Findings([Made.trial(.after), early]).fault("Ended early"))
        #expect(said.contains("after ran into its heap limit of 4.29 GB after 120 messages in 1 of 2 trials"))
    }

    @Test func latency_OfTheFast_IsHeldAgainstTheBest_AndAgainstNobodySlow() throws {
        let p99 = Metric.latencyP99(.fast)
        var bound = Made.trials(.sharedTicker, p99, [2e9, 2.2e9])
        for index in bound.indices { bound[index].latencyBound = true }
        var control = Made.trials(
            .timer, scenario: "control",
            cell: {
                $0.slowFraction = 0
                $0.slowSubscribers = 0
                $0.slowKind = nil
                $0.slowDelayMs = nil
            }, p99, [1e6, 1.2e6])
        let records =
            Made.trials(.timer, p99, [130e6, 134e6]) + Made.trials(.dropNewest, p99, [2e6, 2.2e6]) + bound + control
        let said = try #require(Findings(records).fault("Latency"))
        #expect(
            said == """
                Latency: 5 slow of 100 subscribers cost the fast ones a p99 of at least 2.1 s with shared-ticker, 132 ms \
                with timer (1.1 ms with nobody slow), where drop-newest has 2.1 ms (scenario slow, 100 subscribers).
                """)
        control[0].latencyBound = true
        #expect(
            try #require(Findings(records.prefix(6) + control).fault("Latency")).contains(
                "with timer (at least 1.1 ms with nobody slow)"))
        #expect(
            Findings(Made.trials(.timer, p99, [4e6, 5e6]) + Made.trials(.dropNewest, p99, [2e6, 2.2e6])).fault(
                "Latency") == nil)
    }

    @Test func noBroker_HasNoFaults() {
        let none = Made.trial(.none, [.deliveries(.fast): 0, .dropsRejectedNewest(.fast): 19_000])
        #expect(Findings([none, Made.trial(.timer)]).fault("Loss") == nil)
    }

    @Test func whatWasLookedForAndNotFound_IsSaid() throws {
        let last = try #require(Findings([Made.trial(.timer), Made.trial(.after)]).plain("What goes wrong").last)
        #expect(last.hasPrefix("Looked for wherever the figures are known, and not found: "))
        #expect(last.contains("duplicates"))
        // No trial has a wait or a heap to look at.
        #expect(!last.contains("timeout") && !last.contains("heap"))
    }
}
