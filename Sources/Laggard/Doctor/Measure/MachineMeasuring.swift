import Experiment
import Foundation
import Results

/// Measures this machine: what the harness costs in a child, then one probe after the other, each in a fresh child.
struct MachineMeasuring {
    let command: ChildCommand
    let facts: MachineFacts
    let schedule: ProbeSchedule
    let interruption: Interruption
    /// Told what is being measured.
    let progress: (String) -> Void

    /// Takes about a minute.
    /// - Throws: `Failure` when it is told to stop.
    func run() async throws -> MachineMeasurements {
        var measurements = MachineMeasurements(
            measuredAt: RunID.timestamp(Date()), machine: facts.fingerprint, scale: schedule.scale)
        measurements.loadAverage = facts.loadAverage
        var gathering = MeasurementGathering()
        progress("the harness in the child")
        let child = ChildMeasuring(command: command, scale: schedule.scale, interruption: interruption)
        gathering.take(await child.lines())
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-measure-\(getpid()).stderr")
            .path
        defer { unlink(log) }
        let probes = schedule.probes
        for (index, probe) in probes.enumerated() {
            progress("\(probe.title) (\(index + 1) of \(probes.count))")
            let execution = TrialExecution(
                command: command, cell: probe.cell, limits: TrialLimits(cell: probe.cell), errorLog: log,
                interruption: interruption)
            let usage = RunnerUsage()
            guard case .recorded(let findings) = try await execution.run(), interruption.signal == nil else {
                throw Failure(ExitStatus(endedBy: interruption.signal ?? SIGINT), "interrupted: nothing is written")
            }
            gathering.take(probe, findings, runnerCoreShare: usage.coreShare)
        }
        gathering.fill(&measurements)
        return measurements
    }
}
