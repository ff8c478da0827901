import Foundation
import Subprocess

/// A build in a child process. What it prints goes to laggard's standard error as it comes; a quiet one says its last
/// lines when it fails, and nothing else.
///
/// The child gets a process group of its own, which is ended with it: nothing that it leaves behind runs beside the
/// trials, and Ctrl-C ends all of it. Whatever happens, the child is reaped before `run` returns.
struct BuildExecution: Sendable {
    let build: ImplementationBuild
    let interruption: Interruption
    let isQuiet: Bool
    /// What to do about a build that fails.
    var remedy = "Mend the build."
    /// Told of the child's process group when it has begun, and of nil when it is over.
    var observer: @Sendable (pid_t?) -> Void = { _ in }

    /// How often it is seen whether the build is over, or is to be.
    private static let tick = Duration.milliseconds(20)
    /// Lines that a quiet build has to say when it fails.
    static let lastLines = 20

    /// Runs the build to its end.
    /// - Throws: `Failure`, usage where it does not end with 0 or cannot be started; or the runner was told to stop.
    func run() async throws {
        if let signal = interruption.signal { throw stopped(by: signal) }
        let output = try Output(isQuiet: isQuiet)
        let status: TerminationStatus
        do {
            status = try await runChild(output)
        } catch let error as SubprocessError {
            throw Failure(.usage, "\(front): could not be started: \(error.description.shown())", hint: build.text)
        }
        if let signal = interruption.signal { throw stopped(by: signal) }
        let way: ChildExit.Way =
            switch status {
            case .exited(let code): .code(code)
            case .signaled(let number): .signal(number)
            }
        guard way == .code(0) else {
            let said = output.lastLines(Self.lastLines).map { "\n  | \($0.shown(limit: 500))" }.joined()
            throw Failure(
                .usage, "\(front): \(ChildExit(way: way).description): \(build.text)\(said)",
                hint: "Nothing was measured. \(remedy)")
        }
    }

    private var front: String { "the build of the implementation '\(build.implementation)'" }

    private func stopped(by signal: Int32) -> Failure {
        let status = ExitStatus(endedBy: signal)
        let word = status == .interrupted ? "interrupted" : "terminated"
        return Failure(status, "\(word) in \(front)", hint: "Nothing was measured.")
    }

    private func runChild(_ output: Output) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = Self.teardown
        let environment = build.environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
        let command = ChildCommand(program: build.words[0], arguments: Array(build.words.dropFirst()))
        let result = try await Subprocess.run(
            command.isPath ? .path(.init(command.program)) : .name(command.program),
            arguments: .init(command.arguments),
            environment: .inherit.updating(Dictionary(environment) { $1 }),
            workingDirectory: build.directory.map { .init($0) }, platformOptions: options, input: .none,
            output: .fileDescriptor(.init(rawValue: output.descriptor), closeAfterSpawningProcess: false),
            error: .fileDescriptor(.init(rawValue: output.descriptor), closeAfterSpawningProcess: false)
        ) { child in
            observer(child.processIdentifier.value)
            defer { observer(nil) }
            while interruption.signal == nil && !Self.isOver(child.processIdentifier.value) {
                try? await Task.sleep(for: Self.tick)
            }
            if interruption.signal != nil { await child.teardown(using: Self.teardown) }
            // Safe: the child is not reaped yet, so that its number, and its group's, cannot be another's.
            try? child.send(signal: .kill, toProcessGroup: true)
        }
        return result.terminationStatus
    }

    private static let teardown: [TeardownStep] = [
        .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]

    /// Whether the process has ended. It stays to be reaped.
    private static func isOver(_ pid: pid_t) -> Bool {
        var info = siginfo_t()
        while waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 {
            if errno != EINTR { return true }
        }
        return info.si_signo != 0
    }
}

extension BuildExecution {
    /// Where a build prints to.
    private final class Output: Sendable {
        let descriptor: Int32
        private let isKept: Bool

        /// Standard error; for a quiet build a file without a name.
        init(isQuiet: Bool) throws {
            isKept = isQuiet
            guard isQuiet else {
                descriptor = STDERR_FILENO
                return
            }
            let folder = FileManager.default.temporaryDirectory.path
            var template = Array("\(folder)/laggard-build-XXXXXX".utf8CString)
            descriptor = mkstemp(&template)
            guard descriptor >= 0 else { throw FileError(folder, doing: "write a file in").failure }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            unlink(template)
        }

        deinit { if isKept { close(descriptor) } }

        /// The end of what was kept.
        func lastLines(_ count: Int) -> [String] {
            guard isKept else { return [] }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
            let size = (try? file.seekToEnd()) ?? 0
            try? file.seek(toOffset: size > 32_768 ? size - 32_768 : 0)
            let tail = (try? file.readToEnd()) ?? Data()
            return String(decoding: tail, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(count).map(
                String.init)
        }
    }
}
