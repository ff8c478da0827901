import Experiment
import Foundation
import Results
import Testing

extension RealRuns {
    /// `laggard doctor --measure` with the real child, shortened.
    @Suite(.serialized)
    struct MeasureTests {
        /// What `--json` prints.
        private struct Report: Decodable {
            struct Finding: Decodable {
                var name: String
                var level: String
            }
            var checks: [Finding]
            var findings: [Finding]?
            var measurements: MachineMeasurements?
        }

        @Test(.timeLimit(.minutes(3)))
        func doctor_Measures_AndRunsOfTheSameMachineKeepIt() throws {
            let sandbox = try Sandbox()
            let ending = try Laggard.run("doctor", "--measure", "--json", "--scale", "0.05", in: sandbox)
            try #require(ending.code == 0, "\(ending.output)\(ending.error)")
            let report = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
            let measurements = try #require(report.measurements)
            #expect(report.findings?.isEmpty == false)
            #expect(measurements.scale == 0.05)
            #expect(measurements.recorder.batches.map(\.size) == [1, 8, 64])
            #expect(measurements.sampler.coreShare ?? 0 > 0)
            #expect(measurements.pacer.map(\.ratePerS) == [100, 1_000, 10_000])
            #expect(measurements.pacer.allSatisfy { $0.sendDelayMaxNs ?? 0 > 0 })
            let saturated = try #require(measurements.noise.first { $0.cell == "saturated" })
            #expect(saturated.values.count >= 8)
            #expect(measurements.timers.map(\.source) == TimerSourceName.allCases.map(\.rawValue))
            #expect(measurements.timers.allSatisfy { $0.bytes ?? 0 > 10 })
            #expect(measurements.fixedCost.allSatisfy { $0.seconds ?? 0 > 0 })
            #expect(MachineMeasurements(json: try sandbox.text("results/doctor.json").utf8) == measurements)

            let run = try Laggard.run(
                "run", "--preset", "smoke", "--set", "strategy=drop-newest", "--set", "subscribers=10", "--set",
                "duration=100ms", "--quiet", "--output", "out", in: sandbox)
            #expect(run.code == 0, "\(run.error)")
            #expect(try RunFolder(path: sandbox.path("out")).manifest().measurements == measurements)
        }

        @Test func doctor_PrintsJSON_WithoutMeasuring() throws {
            let sandbox = try Sandbox()
            let ending = try Laggard.run("doctor", "--json", in: sandbox)
            let report = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
            #expect(report.checks.contains { $0.name == "trial and heap" })
            #expect(report.findings == nil && report.measurements == nil)
            #expect(!sandbox.exists("results/doctor.json"))
        }

        @Test func measureOption_IsRefusedInWords_WhenItsFactorIsNone() throws {
            let result = try Command.run(Laggard.child, "--measure", "fast", in: Sandbox())
            #expect(result.code == 2)
            #expect(result.errors.contains("--measure takes a factor"))
        }
    }
}
