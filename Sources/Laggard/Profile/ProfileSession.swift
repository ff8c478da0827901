import Experiment
import Foundation
import Profiling
import Report
import Results

/// One invocation of `profile`: a trial for each cell, its profiles, and what is made of them.
struct ProfileSession {
    private let request: RunRequest
    private let cells: [Cell]
    private let files: ProfileFiles
    private let interruption: Interruption
    private let isQuiet: Bool

    /// Sees to the programs, and makes the folder.
    init(plan: Plan, cells: [Cell], output: String?, interruption: Interruption, isQuiet: Bool) async throws {
        request = try RunRequest(plan: plan, folder: .new(output))
        self.cells = cells
        self.interruption = interruption
        self.isQuiet = isQuiet
        try await RunPreparation(request: request, interruption: interruption, builds: true, isQuiet: isQuiet).run()
        files = try await Self.makeFolder(output, plan, cells)
    }

    private static func makeFolder(_ output: String?, _ plan: Plan, _ cells: [Cell]) async throws -> ProfileFiles {
        let beginning = await RunBeginning(output, plan, name: "\(plan.name)-profile")
        let folder = beginning.folder
        let files = ProfileFiles(folder: folder)
        try RunDirectory.makeFolder(folder)
        do throws(FileError) {
            try RunFiles.replace(
                files.manifest, with: try RunDirectory.encoded(beginning.manifest, RunFiles(folder: folder)))
            for path in [files.logs] + cells.map({ files.strategy($0.strategy.rawValue) }) {
                guard mkdir(path, 0o755) == 0 else { throw FileError(path, doing: "create") }
            }
        } catch {
            throw error.failure
        }
        return files
    }

    /// Runs a trial of each cell.
    /// - Throws: `Failure`: a trial failed, a file cannot be used, or the runner was told to stop.
    func run() async throws -> [ProfiledTrial] {
        let progress = ProgressDisplay(
            terminal: Terminal(.error), isQuiet: isQuiet, expected: cells.map(\.estimatedS))
        defer { progress.clear() }
        var trials: [ProfiledTrial] = []
        for cell in cells { trials.append(try await run(cell, progress)) }
        return trials
    }

    private func run(_ cell: Cell, _ progress: ProgressDisplay) async throws -> ProfiledTrial {
        let name = cell.strategy.rawValue
        let folder = URL(fileURLWithPath: files.strategy(name)).path
        var command = request.command(for: cell)
        command.arguments += TrialProfiling.window(folder: folder).arguments
        progress.begin(cell)
        // On top of the trial's own time: names are looked up at its end.
        var limits = TrialLimits(cell: cell)
        limits.heartbeat += .seconds(20)
        limits.wallClock += .seconds(60)
        let log = files.errorLog(name)
        let end = try await TrialExecution(
            command: command, cell: cell, limits: limits, errorLog: log, interruption: interruption,
            observer: { progress.see($0) }
        ).run()
        ErrorLog(path: log).removeIfEmpty()
        guard case .recorded(let findings) = end else { throw stopped }
        progress.finish(findings)
        if interruption.signal != nil { throw stopped }
        guard findings.status.isOutcome, access(files.cpu(name), R_OK) == 0, access(files.heap(name), R_OK) == 0 else {
            throw failed(cell, findings)
        }
        return ProfiledTrial(
            cell: cell, findings: findings, cpu: try Self.profile(files.cpu(name)),
            heap: try Self.profile(files.heap(name)))
    }

    private static func profile(_ path: String) throws(Failure) -> Profile {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try RunFiles.read(path) } catch { throw error.failure }
        do throws(NotAProfile) {
            return try Profile(encoded: bytes)
        } catch {
            throw Failure(.trialFailed, "'\(path)': \(error)")
        }
    }

    private var stopped: Failure {
        let status = ExitStatus(endedBy: interruption.signal ?? SIGINT)
        return Failure(status, status == .interrupted ? "interrupted" : "terminated")
    }

    private func failed(_ cell: Cell, _ findings: TrialFindings) -> Failure {
        let name = cell.strategy.rawValue
        let detail = findings.statusDetail.map { ": \($0.shown())" } ?? ""
        if findings.status.isOutcome {
            return Failure(
                .usage, "the program of '\(cell.implementation)' wrote no profiles",
                hint: "It must understand --profile FOLDER: docs/trial-protocol.md.")
        }
        return Failure(
            .trialFailed, "the trial of \(name) ended as \(findings.status.rawValue)\(detail)",
            hint: "What it said is in \(files.logs)/.")
    }

    // MARK: What is made of them

    /// Writes the flame graph.
    /// - Returns: what is said at the end.
    func finish(_ trials: [ProfiledTrial], _ limit: TableLimit) throws(Failure) -> String {
        let page = FlamePage(
            ProfileViews.of(trials), title: ProfileText.title(trials), facts: trials.map(ProfileText.facts))
        do throws(FileError) { try RunFiles.replace(files.flameGraph, with: page.html()) } catch { throw error.failure }
        return ProfileText.summary(trials, files, limit)
    }
}
