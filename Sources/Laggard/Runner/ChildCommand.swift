import Foundation

/// The program that runs a trial, and its arguments.
struct ChildCommand: Sendable, Equatable {
    /// A path (it holds a slash), or a name to look up in `PATH`.
    var program: String
    var arguments: [String] = []
    /// Where it runs: laggard's own working directory where there is none.
    var folder: String?

    /// The child that comes with laggard: it lies beside this very executable.
    static func own() -> ChildCommand {
        ChildCommand(program: besideLaggard("laggard-trial"))
    }

    /// A plan's command. A name without a slash is looked for beside laggard first: a peer built with it lies there.
    static func ofPlan(_ words: [String]) -> ChildCommand? {
        guard var command = words.first.map({ ChildCommand(program: $0, arguments: Array(words.dropFirst())) }) else {
            return nil
        }
        let beside = besideLaggard(command.program)
        if !command.isPath, access(beside, X_OK) == 0 { command.program = beside }
        return command
    }

    private static func besideLaggard(_ name: String) -> String {
        let me = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: me ?? CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appendingPathComponent(name).path
    }

    var isPath: Bool { program.contains("/") }

    /// Why the program cannot be run, in words; nil where it can.
    var problem: String? {
        guard isPath else {
            if Self.isOnPath(program) { return nil }
            let folder = URL(fileURLWithPath: Self.besideLaggard(program)).deletingLastPathComponent().path
            return "there is no program '\(program.shown())', neither beside laggard (\(folder)) nor on PATH"
        }
        var isFolder = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: program, isDirectory: &isFolder) else {
            return "there is no program at '\(program)'"
        }
        if isFolder.boolValue { return "'\(program)' is a folder, not a program" }
        return access(program, X_OK) == 0 ? nil : "'\(program)' is not executable"
    }

    /// Whether a spawn by name finds it: in a folder that is named by an absolute path.
    private static func isOnPath(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").contains { folder in
            var status = stat()
            let file = "\(folder)/\(name)"
            return folder.hasPrefix("/") && stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
                && access(file, X_OK) == 0
        }
    }
}
