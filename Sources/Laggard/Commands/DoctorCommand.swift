import ArgumentParser
import Experiment
import Foundation

/// `laggard doctor`: whether this machine, and this build, can measure.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what a measurement needs, and say how to mend it.",
        discussion: "Exit code 0, with warnings too; 4 if a check fails."
    )

    @Option(help: ArgumentHelp("Program that runs the tiny trial.", valueName: "path"))
    var child: String?

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let command = child.map { ChildCommand(program: $0) } ?? .own()
        let report = DoctorReport(
            checks: [try await heapCheck(command)] + MachineChecks(facts: .gather()).all)
        Terminal.write(report.text(), to: .output)
        if report.worst == .fail { throw Failure(.trialFailed, "") }
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
