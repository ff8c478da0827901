import Experiment
import Testing

@testable import StandInTrial
@testable import Trial

/// Whole trials against a stand-in broker. One at a time: they share the machine's clock and pool.
@Suite(.serialized, .timeLimit(.minutes(2))) struct TrialTests {
    private func run(_ cell: Cell) async -> TrialLine.Outcome {
        await Trial.run(cell, broker: StandInBroker.self) { _ in }
    }

    @Test func trial_AccountsForEveryDelivery_WhenBrokerIsSound() async {
        let outcome = await run(.test())
        let metrics = outcome.metrics
        #expect(outcome.status == .ok)
        #expect(outcome.statusDetail == nil)
        #expect(metrics[.published] == 400)
        #expect(metrics[.unpublished] == 0)
        #expect(metrics[.fanOut] == 10)
        #expect(metrics[.deliveries(.fast)] == 4_000)
        #expect(metrics[.deliveries(.slow)] == 0)
        #expect(metrics[.latencySamples(.fast)] == 4_000)
        #expect(metrics[.duplicates(.fast)] == 0)
        #expect(metrics[.outOfOrder(.fast)] == 0)
        #expect(metrics[.depthLeft(.fast)] == 0)
        #expect(metrics[.pending(.fast)] == 0)
        #expect(metrics[.latencyP99(.fast)] != nil)
        #expect(metrics[.latencyP999(.fast)] == nil, "needs 1,000 messages")
        #expect(outcome.latencyBound == false)
        #expect(outcome.behind != nil)
    }

    @Test func trial_AccountsForEveryDelivery_WhenTopicsAndPublishersAreSeveral() async {
        var cell = Cell.test(subscribers: 11, messages: 602)
        cell.topics = 3
        cell.publishers = 4
        let outcome = await run(cell)
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(outcome.metrics[.published] == 602)
        #expect(outcome.metrics[.outOfOrder(.fast)] == 0)
        #expect(outcome.metrics[.duplicates(.fast)] == 0)
    }

    @Test(arguments: [1, 7, 100]) func trial_ReadsDrops_WhenBrokerDropsThatMany(count: Int) async {
        let outcome = await run(.test(scenario: "drop=\(count)"))
        #expect(outcome.status == .ok)
        #expect(outcome.metrics[.dropsTimedOut(.fast)] == Double(count))
        #expect(outcome.metrics[.deliveries(.fast)] == Double(4_000 - count))
    }

    @Test(arguments: [1, 7, 100]) func trial_ReadsDuplicates_WhenBrokerDuplicatesThatMany(count: Int) async {
        let outcome = await run(.test(scenario: "duplicate=\(count)"))
        #expect(outcome.status == .ok)
        #expect(outcome.metrics[.duplicates(.fast)] == Double(count))
        #expect(outcome.metrics[.deliveries(.fast)] == 4_000)
        #expect(outcome.metrics[.outOfOrder(.fast)] == 0)
    }

    @Test(arguments: [1, 7, 100]) func trial_ReadsReorderings_WhenBrokerReordersThatMany(count: Int) async {
        let outcome = await run(.test(scenario: "reorder=\(count)"))
        #expect(outcome.status == .ok)
        #expect(outcome.metrics[.outOfOrder(.fast)] == Double(count))
        #expect(outcome.metrics[.duplicates(.fast)] == 0)
        #expect(outcome.metrics[.deliveries(.fast)] == 4_000)
    }

    @Test func trial_Fails_WhenMessagesAreLost() async {
        var cell = Cell.test(scenario: "lose=3")
        cell.drainLimitS = 0.1
        let outcome = await run(cell)
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail?.contains("subscriber 0 (fast): 400 published, but 397 delivered") == true)
        #expect(outcome.metrics[.deliveries(.fast)] == 3_997)
    }

    @Test func trial_Fails_WhenDropIsReportedForDeliveredMessage() async {
        let outcome = await run(.test(scenario: "phantom=2"))
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail?.contains("2 timed out") == true)
    }

    @Test func trial_Fails_WhenLatencyIsNegative() async {
        let outcome = await run(.test(scenario: "future=1"))
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail?.contains("negative") == true)
    }

    @Test func trial_Fails_WhenPublishThrows() async {
        let outcome = await run(.test(scenario: "refuse=5"))
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail == "publish threw: refused")
    }

    @Test func trial_EndsAsOverrun_WhenSendersPassLimit() async {
        var cell = Cell.test(scenario: "senders=30000", messages: 4_000)
        cell.drainLimitS = 0.05
        let outcome = await run(cell)
        #expect(outcome.status == .overrun)
        #expect(outcome.metrics[.sendersAlivePeak] == 30_000)
    }

    @Test func trial_EndsAsHeapLimit_WhenAllocatedPassesLimit() async {
        var cell = Cell.test(messages: 4_000)
        cell.heapLimitBytes = 1_000
        let outcome = await run(cell)
        #expect(outcome.status == .heapLimit)
        #expect(outcome.statusDetail?.contains("above the limit of 1000") == true)
    }

    @Test func trial_Fails_WhenCellIsExactAndThreadsCache() async {
        var cell = Cell.test()
        cell.exact = true
        let outcome = await run(cell)
        #expect(outcome.status == .failed)
        #expect(outcome.statusDetail?.contains("must be started with tcache:false in MALLOC_CONF") == true)
        #expect(outcome.metrics == Measurements())
    }

    @Test func trial_LeavesLatencyEmpty_WhenSaturated() async {
        var cell = Cell.test(messages: 3_000)
        cell.loadModel = .saturated
        cell.offeredRatePerS = nil
        let outcome = await run(cell)
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(outcome.behind == nil)
        #expect(outcome.latencyBound == nil)
        #expect(outcome.metrics[.published] == 3_000)
        #expect(outcome.metrics[.deliveries(.fast)] == 30_000)
        #expect(outcome.metrics[.latencyP50(.fast)] == nil)
        #expect(outcome.metrics[.sendDelayMax] == nil)
        #expect(outcome.metrics[.serviceTimeP50] != nil)
        #expect(outcome.metrics[.achievedRate] != nil)
    }

    @Test func trial_EmitsReadyThenSamplesAndProgress_WhenItRuns() async {
        let collector = LineCollector()
        _ = await Trial.run(.test(), broker: StandInBroker.self) { collector.add($0) }
        let lines = collector.lines
        let samples = lines.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
        #expect(lines.contains(.ready))
        #expect(lines.contains { if case .progress = $0 { true } else { false } })
        #expect(samples.contains { $0.phase == .window && ($0.allocatedBytes ?? 0) > 0 && ($0.rssBytes ?? 0) > 0 })
        #expect(samples.map(\.elapsedS) == samples.map(\.elapsedS).sorted())
    }
}
