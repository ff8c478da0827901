import Foundation
import Testing

@testable import Experiment

@Suite struct TrialLineTextTests {
    private func encoded(_ line: TrialLine) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }

    private static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, -0.05, 1.5, 123_456_789, 1e15, 9_007_199_254_740_991, 9_007_199_254_740_992, 1e16, 1e22,
        1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 2.5e-7,
    ]

    @Test func sample_IsWhatAnEncoderWrites() throws {
        for phase in TrialLine.Phase.allCases {
            for number in Self.numbers {
                var sample = TrialLine.Sample(elapsedS: number, phase: phase)
                #expect(
                    String(decoding: try #require(TrialLine.sample(sample).quickText), as: UTF8.self)
                        == (try encoded(.sample(sample))))
                sample.allocatedBytes = 1
                sample.activeBytes = 0
                sample.metadataBytes = .max
                sample.residentBytes = .min
                sample.mappedBytes = -7
                sample.retainedBytes = 10
                sample.rssBytes = 1_234_567_890
                sample.depth = 2
                sample.deliveries = 99
                sample.drops = 100
                sample.sendersAlive = 101
                sample.pendingTimers = 11
                #expect(
                    String(decoding: try #require(TrialLine.sample(sample).quickText), as: UTF8.self)
                        == (try encoded(.sample(sample))))
            }
        }
    }

    @Test func progress_IsWhatAnEncoderWrites() throws {
        var metrics = Measurements()
        for (metric, number) in zip(Metric.all, Self.numbers + Self.numbers) { metrics[metric] = number }
        for recent in [nil, 12_345.5] {
            for known in [Measurements(), metrics] {
                let line = TrialLine.progress(
                    .init(phase: .window, elapsedS: -0.25, metrics: known, recentFastP99Ns: recent))
                #expect(String(decoding: try #require(line.quickText), as: UTF8.self) == (try encoded(line)))
            }
        }
    }

    @Test func otherLines_AreLeftToAnEncoder() {
        #expect(TrialLine.ready.quickText == nil)
        #expect(TrialLine.result(.init(status: .ok, metrics: Measurements())).quickText == nil)
    }
}
