import Experiment
import Foundation
import Subprocess

/// One trial in a fresh child process: spawns it, feeds the machine that judges it, and sees it to its end.
///
/// The child gets a process group of its own, so that Ctrl-C reaches the runner alone and what the child started
/// ends with it. Whatever happens, the child is reaped before `run` returns.
struct TrialExecution: Sendable {
    let command: ChildCommand
    let cell: Cell
    let limits: TrialLimits
    /// Where the child's standard error goes.
    let errorLog: String
    let interruption: Interruption
    /// Told of every valid line, for a progress display.
    var observer: @Sendable (TrialLine) -> Void = { _ in }

    /// How often the watchdog looks.
    private static let tick = Duration.milliseconds(100)

    /// Runs the trial.
    /// - Throws: `Failure` where a file of the run cannot be written.
    func run() async throws -> TrialEnd {
        let clock = ContinuousClock()
        let start = clock.now
        var state = TrialState(limits: limits)
        var residentPeak: Double?
        let last: TrialEvent
        do {
            if let problem = command.problem { throw CouldNotStart(why: problem) }
            last = try await runChild(&state, &residentPeak, since: start)
        } catch let error as CouldNotStart {
            last = .couldNotStart(error.why)
        }
        let wall = clock.now - start
        for case .finish(var end) in state.handle(last, at: wall) {
            if case .recorded(var findings) = end {
                if case .exited = last { findings.measurements[.trialWall] = wall.seconds }
                findings.measurements[.maxResident] = findings.measurements[.maxResident] ?? residentPeak
                end = .recorded(findings)
            }
            return end
        }
        throw Failure(.bug, "a trial did not end with its child")
    }

    private struct CouldNotStart: Error {
        let why: String
    }

    /// Spawns the child and stays with it until it is gone.
    private func runChild(
        _ state: inout TrialState, _ residentPeak: inout Double?, since start: ContinuousClock.Instant
    ) async throws -> TrialEvent {
        let log = open(errorLog, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard log >= 0 else { throw FileError(errorLog, doing: "create").failure }
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = Self.teardown(grace: .milliseconds(200))
        let outcome: (status: TerminationStatus, result: Ended)
        do {
            let result = try await Subprocess.run(
                command.isPath ? .path(.init(command.program)) : .name(command.program),
                arguments: .init(command.arguments), environment: ChildEnvironment.environment(for: cell),
                workingDirectory: command.folder.map { .init($0) }, platformOptions: options, input: .inputWriter,
                output: .sequence,
                error: .fileDescriptor(.init(rawValue: log), closeAfterSpawningProcess: true)
            ) { child in
                try await follow(child, state, since: start)
            }
            outcome = (result.terminationStatus, result.closureResult)
        } catch let error as SubprocessError where error.code == .spawnFailed || error.code == .executableNotFound {
            throw CouldNotStart(why: "'\(command.program)' could not be started: \(error.description.shown())")
        }
        state = outcome.result.state
        residentPeak = outcome.result.residentPeak
        let exit = ChildExit(way: Self.way(outcome.status), forced: outcome.result.wasForced)
        return .exited(exit, lastErrorLine: ErrorLog(path: errorLog).lastLine())
    }

    private static func way(_ status: TerminationStatus) -> ChildExit.Way {
        switch status {
        case .exited(let code): .code(code)
        case .signaled(let number): .signal(number)
        }
    }

    /// What is known when the child has been seen to its end.
    private struct Ended: Sendable {
        var state: TrialState
        /// It did not leave within its grace: it got a signal.
        var wasForced: Bool
        /// Nil where the child was gone already.
        var residentPeak: Double?
    }

    private typealias Child = Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>

    private func follow(
        _ child: Child, _ state: TrialState, since start: ContinuousClock.Instant
    ) async throws -> Ended {
        let clock = ContinuousClock()
        var state = state
        var grace = Duration.zero
        try? await Self.send(cell, to: child)
        let (events, sink) = AsyncStream.makeStream(of: TrialEvent.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await read(child, into: sink) }
            group.addTask { await watch(into: sink) }
            listening: for await event in events {
                if case .line(let line) = event { observer(line) }
                for case .endChild(let allowed) in state.handle(event, at: clock.now - start) {
                    grace = allowed
                    break listening
                }
            }
            group.cancelAll()
        }
        return await end(child, state, grace: grace, since: start)
    }

    /// Closes its input, and ends it by force where that is not enough; then whatever it left in its group.
    private func end(
        _ child: Child, _ state: TrialState, grace: Duration, since start: ContinuousClock.Instant
    ) async -> Ended {
        let clock = ContinuousClock()
        var state = state
        let asked = clock.now
        let residentPeak = ResidentPeak.bytes(of: child.processIdentifier.value)
        try? await child.standardInputWriter.finish()
        await child.teardown(using: Self.teardown(grace: grace))
        let wasForced = clock.now - asked >= grace
        // Safe: the child is not reaped yet, so that its number, and its group's, cannot be another's.
        try? child.send(signal: .kill, toProcessGroup: true)
        if interruption.signal != nil { _ = state.handle(.interrupted, at: clock.now - start) }
        return Ended(state: state, wasForced: wasForced, residentPeak: residentPeak)
    }

    /// Waits, asks, waits, kills. Signal 0 is sent to no one: it makes the first step a mere wait.
    private static func teardown(grace: Duration) -> [TeardownStep] {
        [
            .send(signal: Signal(rawValue: 0), toProcessGroup: true, allowedDurationToNextStep: grace),
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500)),
        ]
    }

    /// The cell as one line of JSON. The input stays open: its end tells the child that the runner is gone.
    private static func send(_ cell: Cell, to child: Child) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(cell) + Data("\n".utf8)
        _ = try await child.standardInputWriter.write(Array(line))
    }

    private func read(_ child: Child, into sink: AsyncStream<TrialEvent>.Continuation) async {
        var parser = TrialLineParser()
        do {
            for try await buffer in child.standardOutput {
                for event in parser.take(buffer.withUnsafeBytes { Array($0) }) { sink.yield(event) }
            }
        } catch {
            sink.yield(.rubbish("its output could not be read: \(String(describing: error).shown())"))
        }
        for event in parser.finish() { sink.yield(event) }
    }

    private func watch(into sink: AsyncStream<TrialEvent>.Continuation) async {
        let clock = ContinuousClock()
        var last = clock.now
        while (try? await Task.sleep(for: Self.tick)) != nil {
            if clock.now - last > Self.tick * 20 { sink.yield(.heldUp) }
            last = clock.now
            sink.yield(interruption.signal == nil ? .tick : .interrupted)
        }
    }
}
