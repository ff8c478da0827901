import ArgumentParser
import Experiment
import Foundation
import Results

/// `laggard doctor`: whether this machine, and this build, can measure, and how far.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what a measurement needs, and say how to mend it.",
        discussion: """
            With --measure it also measures, for about a minute, how far figures of this machine can be trusted, and \
            keeps that in results/doctor.json, from where 'laggard run' takes it into its manifests.

            Exit code 0, with warnings too; 4 if a check fails.
            """
    )

    @Option(help: ArgumentHelp("Program that runs the trials.", valueName: "path"), completion: .file())
    var child: String?

    @Flag(help: "Measure how far figures of this machine can be trusted.")
    var measure = false

    @Option(
        help: ArgumentHelp("File for what was measured, instead of results/doctor.json.", valueName: "FILE"),
        completion: .file(extensions: ["json"]))
    var output: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// Shortens every probe: for tests.
    @Option(help: .hidden)
    var scale = 1.0

    func validate() throws {
        if output != nil && !measure { throw ValidationError("--output is for what --measure finds: add --measure.") }
        if !(0.001...10).contains(scale) { throw ValidationError("--scale is \(scale); it must be in 0.001...10.") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let command = child.map { ChildCommand(program: $0) } ?? .own()
        let facts = MachineFacts.gather()
        let report = DoctorReport(checks: [try await heapCheck(command)] + MachineChecks(facts: facts).all)
        if !json { Terminal.write(report.text(), to: .output) }
        let measurements = measure && report.worst != .fail ? try await measured(command, facts) : nil
        let verdict = measurements.map { MachineVerdict(measurements: $0) }
        if json {
            let all = DoctorJSON(checks: report.checks, findings: verdict?.findings, measurements: measurements)
            Terminal.write(try all.text(), to: .output)
        } else if let verdict {
            Terminal.write("\n" + verdict.text(), to: .output)
        }
        if let measurements { try keep(measurements) }
        if report.worst == .fail { throw Failure(.trialFailed, "") }
    }

    private func keep(_ measurements: MachineMeasurements) throws {
        let file = output.map { DoctorFile(path: $0) } ?? .usual
        try file.write(measurements)
        Terminal.write("kept in \(file.path)\n", to: .error)
    }

    private func measured(_ command: ChildCommand, _ facts: MachineFacts) async throws -> MachineMeasurements {
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        let schedule = ProbeSchedule(scale: scale)
        let terminal = Terminal(.error)
        if !terminal.isInteractive {
            terminal.write("measuring, about \(Duration.seconds(schedule.estimatedS).shortText)\n")
        }
        defer { if terminal.isInteractive { terminal.write("\r\u{1B}[K") } }
        let measuring = MachineMeasuring(
            command: command, facts: facts, schedule: schedule, interruption: interruption,
            progress: { if terminal.isInteractive { terminal.write("\rmeasuring: \($0)\u{1B}[K") } })
        return try await measuring.run()
    }

    private func heapCheck(_ command: ChildCommand) async throws -> Check {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-doctor-\(getpid()).stderr")
            .path
        defer { unlink(log) }
        let cell = HeapCheck.tinyCell()
        let execution = TrialExecution(
            command: command, cell: cell, limits: TrialLimits(cell: cell, timeout: .seconds(20)), errorLog: log,
            interruption: Interruption())
        return HeapCheck.check(try await execution.run(), program: command.program)
    }
}
