import Experiment
import Foundation
import Results
import Testing

@testable import Laggard

/// What is asked of a machine, and what is made of the answers.
struct MeasurementGatheringTests {
    private let schedule = ProbeSchedule(scale: 1)

    private func findings(_ figures: [(Metric, Double)], status: TrialStatus = .ok) -> TrialFindings {
        var findings = TrialFindings(status: status)
        for (metric, value) in figures { findings.measurements[metric] = value }
        return findings
    }

    private func probe(_ purpose: Probe.Purpose) throws -> Probe {
        try #require(schedule.probes.first { $0.purpose == purpose })
    }

    private func filled(_ gathering: MeasurementGathering) -> MachineMeasurements {
        var measurements = MachineMeasurements(
            measuredAt: "2026-01-02T03:04:05Z", machine: .init(host: "box", cpuModel: nil, cores: nil))
        gathering.fill(&measurements)
        return measurements
    }

    // MARK: Schedule

    @Test func schedule_TakesAboutAMinute_AndRepeatsEnough() {
        let purposes = schedule.probes.map(\.purpose)
        #expect((20...90).contains(schedule.estimatedS))
        #expect(purposes.count { $0 == .noiseOpen } >= 8)
        #expect(purposes.count { $0 == .noiseSaturated } >= 8)
        for source in TimerSourceName.allCases { #expect(purposes.count { $0 == .timer(source) } == 3) }
        for rate in ProbeSchedule.rates { #expect(purposes.count { $0 == .pacer(rate: rate) } == 1) }
        #expect(purposes.count { $0 == .timerless } == 3)
        #expect(purposes.count { $0 == .fixedCost(subscribers: 10_000) } == 3)
    }

    @Test func pacer_HasTheMessagesThatItsPercentilesWant() {
        for probe in schedule.probes {
            guard case .pacer(let rate) = probe.purpose, let seconds = probe.cell.durationS else { continue }
            #expect(rate * seconds >= 1_000)
        }
    }

    @Test func schedule_Shrinks_WhenScaled() {
        #expect(ProbeSchedule(scale: 0.05).probes.count == schedule.probes.count)
        #expect(ProbeSchedule(scale: 0.05).estimatedS < 15)
    }

    // MARK: Gathering

    @Test func child_IsHeard_AndWhatElseItSaysIsPassedOver() throws {
        let lines = ChildMeasuring.lines(
            """
            {"type":"measurement","name":"recorder_batch_8","value":12.5,"unit":"ns"}
            {"type":"hello","protocol":1}
            rubbish
            {"type":"measurement","name":"sampler_share","value":0.002,"unit":"ratio"}
            """)
        #expect(lines.count == 2)
        var gathering = MeasurementGathering()
        gathering.take(lines)
        let measurements = filled(gathering)
        #expect(measurements.recorder.batches == [.init(size: 8, nsPerDelivery: 12.5)])
        #expect(measurements.recorder.clockReadingNs == nil)
        #expect(measurements.sampler.coreShare == 0.002)
    }

    @Test func runner_IsMeasuredBesideTheLongestProbe() throws {
        let longest = try #require(schedule.probes.max { $0.cell.durationS ?? 0 < $1.cell.durationS ?? 0 })
        #expect(longest.purpose == ProbeSchedule.longest)
        var gathering = MeasurementGathering()
        gathering.take(try probe(.timerless), findings([]), runnerCoreShare: 0.5)
        #expect(filled(gathering).runnerCoreShare == nil)
        gathering.take(longest, findings([]), runnerCoreShare: 0.004)
        #expect(filled(gathering).runnerCoreShare == 0.004)
    }

    @Test func timer_CostsWhatItsSendsTakeMoreThanOthers() throws {
        var gathering = MeasurementGathering()
        let load: [(Metric, Double)] = [(.published, 100), (.fanOut, 10), (.cpuSystem, 0)]
        gathering.take(try probe(.timerless), findings(load + [(.cpuUser, 0.001)]))
        for growth in [400_000.0, 500_000, 9_000_000] {
            gathering.take(
                try probe(.timer(.dispatch)), findings(load + [(.cpuUser, 0.003), (.heapGrowth, growth)]))
        }
        gathering.take(try probe(.timer(.task)), findings(load + [(.heapGrowth, 1)], status: .heapLimit))
        let timers = filled(gathering).timers
        #expect(timers.map(\.source) == TimerSourceName.allCases.map(\.rawValue))
        let dispatch = try #require(timers.first { $0.source == "dispatch" })
        #expect(dispatch.bytes == 500)
        #expect(abs((dispatch.cpuNs ?? 0) - 2_000) < 1e-6)
        #expect(timers.first { $0.source == "task" }?.bytes == nil)
    }

    @Test func fixedCost_IsWhatTheLoadDoesNotTake() throws {
        var gathering = MeasurementGathering()
        let probe = try probe(.fixedCost(subscribers: 10))
        gathering.take(probe, findings([(.trialWall, 0.15), (.window, 0.0625)]))
        let cost = try #require(filled(gathering).fixedCost.first?.seconds)
        #expect(abs(cost - (0.15 - 0.0625 - probe.cell.warmupS)) < 1e-12)
    }

    @Test func noise_HasTheValuesOfItsTrials() throws {
        var gathering = MeasurementGathering()
        for value in [3.0, 1, 2] {
            gathering.take(try probe(.noiseOpen), findings([(.latencyP99(.fast), value), (.deliveryRate, 7)]))
        }
        let noise = filled(gathering).noise
        #expect(noise.map(\.metric) == ["fast_latency_p99_ns", "deliveries_per_s"])
        #expect(noise.first?.values == [3, 1, 2])
    }

    @Test func measurements_AreNil_WhenNothingWasFound() {
        let measurements = filled(MeasurementGathering())
        #expect(measurements.pacer.isEmpty && measurements.noise.isEmpty && measurements.recorder.batches.isEmpty)
        #expect(measurements.fixedCost.allSatisfy { $0.seconds == nil })
    }

    // MARK: File

    @Test func file_GivesTheMeasurementsOfTheSameMachineOnly() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = DoctorFile(path: folder.appendingPathComponent("results/doctor.json").path)
        var facts = MachineFacts()
        facts.host = "box"
        facts.cpuModel = "EPYC"
        facts.cores = 4
        facts.usableCores = 2
        #expect(file.measurements(of: facts.fingerprint) == nil)
        let measurements = MachineMeasurements(measuredAt: "2026-01-02T03:04:05Z", machine: facts.fingerprint)
        try file.write(measurements)
        #expect(file.measurements(of: facts.fingerprint) == measurements)
        facts.usableCores = 4
        #expect(file.measurements(of: facts.fingerprint) == nil)
    }
}
