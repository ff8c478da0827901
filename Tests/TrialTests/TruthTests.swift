import Experiment
import Foundation
import Testing

@testable import StandInTrial
@testable import Trial

/// What is known to be there must be read. Every bound follows from what was recorded beside the trial, not from how
/// well the machine keeps time. The queue without a clock is in StatisticsTests, broken accounts in TrialTests.
@Suite(.serialized, .timeLimit(.minutes(2))) struct TruthTests {
    /// The value of that rank, as HdrHistogram counts ranks.
    private func percentile(_ percentile: Double, _ values: [Int64]) -> Double {
        let rank = Int((percentile.nextDown / 100 * Double(values.count)).rounded(.up))
        return Double(values.sorted()[max(1, rank) - 1])
    }

    /// The trial read its clock between the witness's two readings: so it is with every rank. Three digits, or 512 ns.
    private func expect(
        _ metric: Metric, _ outcome: TrialLine.Outcome, at rank: Double,
        from start: KeyPath<Witness.Delivery, Int64> & Sendable, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let seen = Witness.shared.deliveries
        let figure = try #require(outcome.metrics[metric], sourceLocation: location)
        let least = percentile(rank, seen.map { $0.earliest - $0[keyPath: start] })
        let most = percentile(rank, seen.map { $0.latest - $0[keyPath: start] })
        #expect(
            figure >= least * 0.999 - 512 && figure <= most * 1.001 + 512,
            "\(metric.name): \(figure), \(least)...\(most)",
            sourceLocation: location)
    }

    @Test func percentiles_ShowTheHold_WhenEvery100thMessageIsHeldFor20ms() async throws {
        let outcome = await Trial.run(
            .test(scenario: "hold=100", messages: 1_000, ratePerS: 1_000), broker: StandInBroker.self
        ) { _ in }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(Witness.shared.deliveries.count == 10_000)
        // 100 of 10,000 deliveries were held: ten times as many as are above the 99.9th percentile.
        #expect(try #require(outcome.metrics[.latencyP999(.fast)]) >= Double(Fault.holdTime))
        #expect(try #require(outcome.metrics[.latencyMax(.fast)]) >= Double(Fault.holdTime))
        for (metric, rank) in [
            (Metric.latencyP50(.fast), 50.0), (.latencyP90(.fast), 90), (.latencyP99(.fast), 99),
            (.latencyP999(.fast), 99.9), (.latencyMax(.fast), 100),
        ] {
            try expect(metric, outcome, at: rank, from: \.intended)
        }
    }

    @Test func correctedLatency_RisesAlone_WhenPublisherPausesOnce() async throws {
        let outcome = await Trial.run(
            .test(scenario: "pause=500", subscribers: 2, messages: 2_000, ratePerS: 2_000), broker: StandInBroker.self
        ) { _ in }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        let corrected = try #require(outcome.metrics[.latencyP99(.fast)])
        let uncorrected = try #require(outcome.metrics[.uncorrectedP99(.fast)])
        // Message 500 + j is intended 0.5 j ms after message 500, and sent 500 ms after that one or later. 20 messages
        // of 2,000 are 1%, 200 are 10%: they wait for 490 ms or more, and for 400 ms or more.
        #expect(corrected >= 490e6 * 0.999)
        #expect(try #require(outcome.metrics[.latencyP90(.fast)]) >= 400e6 * 0.999)
        try expect(.latencyP99(.fast), outcome, at: 99, from: \.intended)
        // No message was under way during the pause; what else held one up, the witness saw.
        try expect(.uncorrectedP99(.fast), outcome, at: 99, from: \.actual)
        #expect(uncorrected < corrected / 2)
        #expect(try #require(outcome.metrics[.sendDelayMax]) >= 499.5e6 * 0.999)
    }

    @Test func slope_IsThatOfTheLeak_WhenEveryMessageLeaksOneBlock() async throws {
        let collector = LineCollector()
        let outcome = await Trial.run(
            .test(scenario: "leak=1", subscribers: 1, messages: 1_000, ratePerS: 1_000), broker: StandInBroker.self
        ) { collector.add($0) }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        let samples = collector.lines.compactMap { line -> TrialLine.Sample? in
            if case .sample(let sample) = line, sample.phase == .window { sample } else { nil }
        }
        // Bytes leaked by the time of each sample: a machine that is busy sends less evenly, and leaks less evenly.
        let leaked = samples.compactMap { sample in
            sample.deliveries.map { (x: sample.elapsedS, y: Double($0 * Fault.leakedBytes)) }
        }
        let slope = try #require(outcome.metrics[.heapSlope])
        let expected = try #require(TheilSen.slope(leaked))
        #expect(abs(slope / expected - 1) < 0.02, "\(slope) instead of \(expected)")
        // And all of it, from the first sample to the last: a busy machine may look late for the first time.
        let (first, last) = (try #require(samples.first), try #require(samples.last))
        let grown = try #require(last.allocatedBytes) - #require(first.allocatedBytes)
        let messages = try #require(last.deliveries) - #require(first.deliveries)
        #expect(messages > 500)
        #expect(abs(Double(grown) / Double(messages * Fault.leakedBytes) - 1) < 0.02, "\(grown) of \(messages)")
    }

    /// An exact trial of 2,000 messages of a child that leaks that many blocks a message.
    private func exactTrial(leaking blocks: Int, subscribers: Int) throws -> TrialLine.Outcome {
        var cell = Cell.test(scenario: "leak=\(blocks)", subscribers: subscribers, messages: 2_000)
        // Without a schedule: how often a publisher that is late need not wait for it is a matter of timing.
        cell.loadModel = .saturated
        cell.offeredRatePerS = nil
        cell.exact = true
        let line = String(decoding: try JSONEncoder().encode(cell), as: UTF8.self) + "\n"
        let result = try Command.run(
            try Command.standInChild, [], input: line, keepsInput: true, environment: ["MALLOC_CONF": "tcache:false"])
        let last = try #require(result.output.split(separator: "\n").last)
        guard case .result(let outcome) = try JSONDecoder().decode(TrialLine.self, from: Data(last.utf8)) else {
            throw TrialError("no result: \(result.output) \(result.errors)")
        }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(outcome.metrics[.deliveries(.fast)] == Double(2_000 * subscribers))
        return outcome
    }

    @Test func allocations_AreExact_WhenEveryMessageLeaksThatMany() throws {
        let none = try #require(try exactTrial(leaking: 0, subscribers: 50).metrics[.allocationsPerDelivery])
        for blocks in [1, 4] {
            let some = try #require(try exactTrial(leaking: blocks, subscribers: 50).metrics[.allocationsPerDelivery])
            #expect(abs(some - none - Double(blocks) / 50) <= 0.001, "\(blocks): \(some), without \(none)")
        }
    }

    // The window of an exact trial begins before its first message: what each of them leaks has grown in it.
    @Test func heapGrowth_IsExact_WhenEveryMessageOfAnExactTrialLeaks() throws {
        let none = try #require(try exactTrial(leaking: 0, subscribers: 50).metrics[.heapGrowth])
        let some = try #require(try exactTrial(leaking: 2, subscribers: 50).metrics[.heapGrowth])
        let leaked = Double(2 * 2_000 * Fault.leakedBytes)
        #expect(abs(some - none - leaked) <= 0.01 * leaked, "\(some), without \(none)")
    }
}
