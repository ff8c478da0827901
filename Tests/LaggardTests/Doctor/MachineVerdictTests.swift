import Experiment
import Foundation
import Results
import Testing

@testable import Laggard

struct MachineVerdictTests {
    private static func measurements() -> MachineMeasurements {
        var measurements = MachineMeasurements(
            measuredAt: "2026-01-02T03:04:05Z", machine: .init(host: "box", cpuModel: "EPYC", cores: 2))
        measurements.recorder.clockReadingNs = 20
        measurements.recorder.batches = [
            .init(size: 1, nsPerDelivery: 49.4), .init(size: 8, nsPerDelivery: 12.26),
            .init(size: 64, nsPerDelivery: 8.8),
        ]
        measurements.sampler.heapReadingNs = 7_464
        measurements.sampler.cpuNsPerSample = 150_000
        measurements.sampler.coreShare = 0.003
        measurements.runnerCoreShare = 0.0041
        measurements.pacer = [
            pacer(100, 47_100, 90_000, 970_000), pacer(1_000, 21_500, nil, 752_000),
            pacer(10_000, 5_630, 2_250_000, 3_930_000),
        ]
        measurements.noise = [
            .init(cell: "open", metric: "fast_latency_p99_ns", values: [1e6, 1.4e6, 2e6, 1.1e6, 1.2e6, 9e5, 3e6, 1e6]),
            .init(cell: "open", metric: "deliveries_per_s", values: [47_600, 47_500, 47_550]),
            .init(cell: "saturated", metric: "deliveries_per_s", values: [5.0e6, 5.1e6, 5.2e6, 4.9e6, 5.05e6]),
        ]
        var timer = MachineMeasurements.Timer(source: "dispatch")
        timer.bytes = 396.4
        timer.cpuNs = 1_300
        measurements.timers = [timer, .init(source: "task")]
        measurements.fixedCost = [fixedCost(10, 0.049), fixedCost(10_000, 0.264)]
        return measurements
    }

    private static func pacer(_ rate: Double, _ p50: Double, _ p99: Double?, _ most: Double)
        -> MachineMeasurements.Pacer
    {
        var pacer = MachineMeasurements.Pacer(ratePerS: rate)
        pacer.sendDelayP50Ns = p50
        pacer.sendDelayP99Ns = p99
        pacer.sendDelayMaxNs = most
        pacer.behind = false
        return pacer
    }

    private static func fixedCost(_ subscribers: Int, _ seconds: Double) -> MachineMeasurements.FixedCost {
        var cost = MachineMeasurements.FixedCost(subscribers: subscribers)
        cost.seconds = seconds
        return cost
    }

    private func level(_ name: String, _ change: (inout MachineMeasurements) -> Void) -> Check.Level? {
        var measurements = Self.measurements()
        change(&measurements)
        return MachineVerdict(measurements: measurements).findings.first { $0.name == name }?.level
    }

    /// With `UPDATE_GOLDEN=1` in the environment the file is written.
    @Test func text_IsTheGoldenOne() throws {
        let text = MachineVerdict(measurements: Self.measurements()).text()
        let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Golden/doctor.txt").standardized
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "UPDATE_GOLDEN=1 writes it")
    }

    @Test func findings_AreOk_WhereTheMachineIsGood() {
        #expect(level("recorder") { _ in } == .ok)
        #expect(level("sampler") { _ in } == .ok)
        #expect(level("runner") { _ in } == .ok)
        #expect(level("pacer, 100 /s") { _ in } == .ok)
        #expect(level("noise, saturated") { _ in } == .ok)
        #expect(level("timer, dispatch") { _ in } == .ok)
        #expect(level("fixed cost") { _ in } == .ok)
    }

    @Test func findings_Warn_WhereAFigureIsNotToBeTrusted() {
        #expect(level("recorder") { $0.recorder.batches[2].nsPerDelivery = 11.5 } == .warn)
        #expect(level("sampler") { $0.sampler.coreShare = 0.02 } == .warn)
        #expect(level("runner") { $0.runnerCoreShare = 0.02 } == .warn)
        #expect(level("pacer, 10000 /s") { _ in } == .warn)
        #expect(level("pacer, 100 /s") { $0.pacer[0].behind = true } == .warn)
        #expect(level("pacer, 1000 /s") { $0.pacer[1].sendDelayMaxNs = 2e6 } == .warn)
        #expect(level("noise, open") { _ in } == .warn)
        #expect(level("fixed cost") { $0.fixedCost[0].seconds = 0.2 } == .warn)
    }

    @Test func findings_SayWhatIsNotKnown_WhenNothingIs() {
        let none = MachineMeasurements(
            measuredAt: "2026-01-02T03:04:05Z", machine: .init(host: nil, cpuModel: nil, cores: nil), scale: 0.1)
        let verdict = MachineVerdict(measurements: none)
        #expect(verdict.findings.allSatisfy { $0.level == .warn && $0.figure == "could not be measured" })
        #expect(verdict.text().contains("Shortened to 0.100 of the time: rough figures."))
        #expect(verdict.text().hasSuffix("What differences can be told is not known.\n"))
    }

    @Test(arguments: [(0, "0%"), (0.00157, "0.16%"), (0.0157, "1.6%"), (0.157, "16%"), (1.57, "157%")])
    func percent_HasTwoDigits(share: Double, text: String) {
        #expect(MachineVerdict.percent(share) == text)
    }

    @Test func difference_IsAFactor_FromDoubleOn() {
        #expect(MachineVerdict.difference(0.35) == "35%")
        #expect(MachineVerdict.difference(1.82) == "2.8x")
    }
}
