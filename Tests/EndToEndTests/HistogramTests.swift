import Experiment
import Foundation
import HistogramEncoding
import Results
import Testing

extension RealRuns {
    /// The histograms of a real run, as another implementation of HdrHistogram reads them.
    @Suite
    struct HistogramTests {
        private static let plan = """
              open:
                strategy: [timer, drop-newest]
                subscribers: 50
                slow_fraction: 0.1
                capacity: 3
                rate: 500
                warmup: 50ms
                duration: 1s
                drain_limit: 200ms
              saturated:
                strategy: drop-newest
                subscribers: 10
                load_model: saturated
                warmup: 0s
                duration: 100ms
              counted:
                strategy: drop-newest
                subscribers: 10
                load_model: saturated
                warmup: 0s
                messages: 100
                exact: true
            """
        private static let percentiles = [0, 50, 90, 99, 99.9, 100]

        private struct Seen: Decodable {
            var trialID: String
            var metric: HistogramName
            var total: Int64
            var max: UInt64
            var counts: [[Int64]]
            var percentiles: [UInt64]

            enum CodingKeys: String, CodingKey {
                case trialID = "trial_id"
                case metric, total, max, counts, percentiles
            }
        }

        /// What Python's hdrhistogram finds. Cancels the test where it is not to be had.
        private func seen(_ run: RealRun) throws -> [Seen] {
            let python = try Command.run("\(Command.root)/scripts/venv", in: run.sandbox)
            if python.code == 77 { try Test.cancel("no Python with hdrhistogram: \(python.errors)") }
            try #require(python.code == 0, "\(python.errors)")
            let result = try Command.run(
                python.output.trimmingCharacters(in: .newlines), "\(Command.root)/Tests/Python/read_histograms.py",
                "\(run.folder.path)/histograms.csv", in: run.sandbox)
            try #require(result.code == 0, "\(result.errors)")
            return try JSONDecoder().decode([Seen].self, from: Data(result.output.utf8))
        }

        /// Each value that was counted, and how often.
        private func counts(_ histogram: HistogramCounts) -> [[Int64]] {
            histogram.counts.enumerated().filter { $0.element > 0 }.map {
                [Int64(histogram.layout.values(at: $0.offset).upperBound), $0.element]
            }
        }

        /// Python's rounds the rank to the nearest, ours up.
        private func value(atPercentile percentile: Double, _ histogram: HistogramCounts) -> UInt64? {
            guard percentile > 0 else { return histogram.value(atPercentile: 0) }
            let rank = max(1, (percentile / 100 * Double(histogram.totalCount) + 0.5).rounded(.down))
            return histogram.value(atPercentile: (rank - 0.5) / Double(histogram.totalCount) * 100)
        }

        /// The figures of the row that a histogram must give again: samples, percentiles, the largest.
        private func expectSame(_ seen: Seen, _ ours: HistogramCounts, _ row: TrialRecord) throws {
            func expect(_ value: UInt64?, _ metric: Metric) {
                guard let value, let figure = row.measurements[metric] else { return }
                // To three digits, or the 512 ns that are one below 1 us.
                #expect(abs(Double(value) - figure) <= max(512, figure / 1_000), "\(metric.name)")
            }
            switch seen.metric {
            case .fastLatency, .slowLatency:
                let subscriberClass: SubscriberClass = seen.metric == .fastLatency ? .fast : .slow
                #expect(try Double(seen.total) == row.figure(.latencySamples(subscriberClass)))
                expect(ours.value(atPercentile: 50), .latencyP50(subscriberClass))
                expect(ours.value(atPercentile: 99), .latencyP99(subscriberClass))
                expect(seen.max, .latencyMax(subscriberClass))
            case .fastUncorrected: expect(ours.value(atPercentile: 99), .uncorrectedP99(.fast))
            case .slowUncorrected: expect(ours.value(atPercentile: 99), .uncorrectedP99(.slow))
            case .sendDelay: expect(seen.max, .sendDelayMax)
            case .serviceTime: expect(ours.value(atPercentile: 50), .serviceTimeP50)
            case .sendWait: expect(seen.max, .sendWaitMax)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func histograms_GiveTheFiguresOfTheRow_WhenAnotherImplementationDecodesThem() throws {
            let run = try RealRun(Self.plan)
            let rows = try run.folder.histograms()
            let seen = try seen(run)
            try #require(seen.count == rows.count)
            #expect(Set(rows.map(\.histogram.metric)) == Set(HistogramName.allCases))
            for (row, seen) in zip(rows, seen) {
                let ours = try HistogramCounts(encoded: row.histogram.encoding)
                #expect(seen.trialID == row.trialID && seen.metric == row.histogram.metric)
                #expect(seen.total == ours.totalCount)
                #expect(seen.counts == counts(ours))
                #expect(seen.percentiles == Self.percentiles.map { value(atPercentile: $0, ours) })
                #expect(seen.max == ours.largest)
                try expectSame(seen, ours, #require(run.rows.first { $0.trialID == row.trialID }))
            }
            for row in run.rows {
                let names = Set(rows.filter { $0.trialID == row.trialID }.map(\.histogram.metric))
                if row.cell.exact { #expect(names.isEmpty) }
                if row.cell.loadModel == .saturated, !row.cell.exact { #expect(names == [.serviceTime]) }
                if row.cell.loadModel == .open { #expect(names.isSuperset(of: [.fastLatency, .slowLatency])) }
            }
        }
    }
}
