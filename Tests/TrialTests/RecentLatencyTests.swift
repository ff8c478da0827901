import Experiment
import Synchronization
import Testing

@testable import StandInTrial
@testable import Trial

/// The p99 that a display is given while deliveries are made.
@Suite(.serialized) struct RecentLatencyTests {
    private let recorder = Recorder(threads: 2, hasSlow: true)

    private func deliver(_ times: [Int64], to recorder: Recorder, isSlow: Bool = false) {
        let shard = recorder.shard()
        let latencies = shard.pointee.latencies + (isSlow ? 1 : 0)
        let refused = times.count { !latencies.pointee.corrected.record($0) }
        #expect(refused == 0)
        shard.pointee.add(received: times.count, unique: times.count, isSlow: isSlow, isInWindow: true)
    }

    /// Equal to the histogram's three digits.
    private func expect(_ value: Double?, near time: Int64, sourceLocation: SourceLocation = #_sourceLocation) {
        guard let value else {
            Issue.record("nothing was told", sourceLocation: sourceLocation)
            return
        }
        #expect(abs(value - Double(time)) <= Double(time) / 1_000 + 512, "\(value)", sourceLocation: sourceLocation)
    }

    @Test func p99_IsThatOfWhatCameSince_NotOfAll() {
        var recent = RecentLatency()
        deliver((1...1_000).map { $0 * 1_000_000 }, to: recorder)
        expect(recent.p99(recorder), near: 990_000_000)
        #expect(recent.p99(recorder) == nil, "nothing new has come")
        deliver((1...200).map { $0 * 10_000 }, to: recorder)
        expect(recent.p99(recorder), near: 1_980_000)
    }

    @Test func p99_WaitsForAHundred_AndLosesNone() {
        var recent = RecentLatency()
        deliver(Array(repeating: 5_000_000, count: 99), to: recorder)
        #expect(recent.p99(recorder) == nil)
        deliver([1_000], to: recorder)
        // The 99th of 100.
        expect(recent.p99(recorder), near: 5_000_000)
        deliver(Array(repeating: 2_000_000, count: 98) + [9_000_000], to: recorder)
        #expect(recent.p99(recorder) == nil)
        deliver([8_000_000], to: recorder)
        expect(recent.p99(recorder), near: 8_000_000)
    }

    @Test func p99_IsOfTheFastClassAlone_AndOfAllThreads() {
        var recent = RecentLatency()
        deliver(Array(repeating: 1_000_000, count: 50), to: recorder)
        deliver(Array(repeating: 900_000_000, count: 500), to: recorder, isSlow: true)
        #expect(recent.p99(recorder) == nil)
        // The first thread's counts are its own for as long as it lives.
        let other = WorkerThread(name: "other") { [recorder] in
            deliver(Array(repeating: 3_000_000, count: 50), to: recorder)
        }
        other.join()
        expect(recent.p99(recorder), near: 3_000_000)
    }

    @Test func p99_IsTheShortest_WhenAllAreBelowAMicrosecond() {
        var recent = RecentLatency()
        deliver(Array(repeating: 1, count: 100), to: recorder)
        #expect(recent.p99(recorder) == 511)
    }

    @Test func deliveries_AreToldOnce_WhileOthersGoOn() {
        let rounds = 2_000
        let recorder = recorder
        let ended = Countdown(1, state: TrialState())
        let writer = WorkerThread(name: "writer") {
            for _ in 0..<rounds { deliver(Array(repeating: 4_000_000, count: 100), to: recorder) }
            ended.arrive()
        }
        var recent = RecentLatency()
        var told = 0
        func look() {
            guard let value = recent.p99(recorder) else { return }
            expect(value, near: 4_000_000)
            told += 1
        }
        while !ended.isOver { look() }
        writer.join()
        look()
        #expect((1...rounds).contains(told))
        #expect(recorder.latencies(.fast).corrected.totalCount == UInt64(rounds * 100))
    }

    // MARK: In a trial

    private func told(_ cell: Cell) async -> [Double] {
        let collector = LineCollector()
        let outcome = await Trial.run(cell, broker: StandInBroker.self) { collector.add($0) }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        return collector.lines.compactMap { line in
            if case .progress(let progress) = line { progress.recentFastP99Ns } else { nil }
        }
    }

    @Test func progress_TellsIt_WhenLatencyIsTimed() async {
        // Half a second: two heartbeats at the least.
        let told = await told(.test(messages: 2_000))
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { $0 > 0 })
    }

    @Test func progress_DoesNot_WhenTheLoadIsSaturated() async {
        var cell = Cell.test(messages: 50_000)
        cell.loadModel = .saturated
        cell.offeredRatePerS = nil
        #expect(await told(cell).isEmpty)
    }
}
