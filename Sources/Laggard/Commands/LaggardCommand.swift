import ArgumentParser

/// `laggard`: the root of the command line.
struct LaggardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laggard",
        abstract: "Load-test publish/subscribe brokers under slow subscribers.",
        discussion: "Exit codes: " + ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ")
            + ".",
        version: LaggardVersion.current,
        subcommands: [
            RunCommand.self, ShowCommand.self, ReportCommand.self, CompareCommand.self, GateCommand.self,
            ListCommand.self, LeakCommand.self, ProfileCommand.self, SearchCommand.self, DoctorCommand.self,
            CompletionsCommand.self,
        ]
    )

    /// Parses and runs a command; says what went wrong; gives the exit code of what came of it.
    static func execute(_ arguments: [String]) async -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .done
        } catch {
            let ending = Ending(of: error)
            let stream: Terminal.Stream = ending.status == .done ? .output : .error
            if !ending.text.isEmpty { Terminal.write(ending.text + "\n", to: stream) }
            return ending.status
        }
    }

    /// What an error that a command has thrown means to the caller.
    struct Ending: Equatable {
        var status: ExitStatus
        var text: String

        init(of error: any Error) {
            if let failure = error as? Failure {
                status = failure.status
                text = failure.message.isEmpty ? "" : "laggard: \(failure)"
                return
            }
            let code = LaggardCommand.exitCode(for: error)
            text = LaggardCommand.fullMessage(for: error)
            if code == .success {
                status = .done
            } else if code == .validationFailure {
                status = .usage
            } else {
                status = .bug
                text = "laggard: \(error)\n  This is a bug of laggard: please report it with the command line."
            }
        }
    }
}
