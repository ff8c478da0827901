import Experiment
import Foundation
import Gate
import Results

/// One invocation of `compare`: makes both sides, runs pairs look by look until it is decided, says what came of it.
struct ComparisonSession {
    let request: ComparisonRequest
    let interruption: Interruption

    /// Runs pairs until the budget is spent, both sides being made of one revision, and says what the gate reaches.
    /// - Returns: that in words, and the folder of the pairs.
    func test(_ selfTest: SelfTest) async throws -> (text: String, files: RunFiles) {
        try await withSides { programs in
            let (directory, loop) = try await begin(programs)
            let timed = request.cells.filter { !ComparedMetrics.isExact($0) }
            let (pairs, room) = try await loop.runAll(timed, seed: request.seed)
            try Self.update(directory) { $0.comparison?.pairsPerCell = room }
            let text = try selfTest.text(pairs, pairsPerCell: room)
            try end(directory, .done) { _ in }
            return (text, directory.files)
        }
    }

    /// - Returns: the report, and the files that it was made of; both are on the disk.
    /// - Throws: `Failure`: what could not be built, run or written, or the runner was told to stop.
    func run() async throws -> (report: GateReport, files: RunFiles) {
        try await withSides(measure)
    }

    /// Makes both sides, and takes away what was made, whatever happens in between.
    private func withSides<Result>(_ body: ([Side: SideProgram]) async throws -> Result) async throws -> Result {
        let sides = try await ComparisonSides(request, interruption: interruption)
        do {
            let result = try await body(try await sides.make())
            await sides.remove()
            return result
        } catch {
            await sides.remove()
            throw error
        }
    }

    // MARK: Measuring

    private func measure(_ programs: [Side: SideProgram]) async throws -> (GateReport, RunFiles) {
        let (directory, loop) = try await begin(programs)
        var course = ComparisonCourse(
            cells: request.cells, tolerances: request.tolerances, limits: request.plan.parsedLimits,
            seed: request.seed, rule: request.rule)
        try await loop.run(&course) { pairsPerCell in
            try Self.update(directory) { $0.comparison?.pairsPerCell = pairsPerCell }
        }
        let sides = directory.manifest.comparison
        let report = course.report(base: sides?.base.title ?? "", head: sides?.head.title ?? "")
        do throws(FileError) {
            try RunFiles.replace(directory.files.verdict, with: try Self.encoded(report, directory.files))
        } catch {
            throw error.failure
        }
        try end(directory, ExitStatus(report.outcome)) { _ in }
        return (report, directory.files)
    }

    private func begin(_ programs: [Side: SideProgram]) async throws -> (RunDirectory, PairLoop) {
        let directory = try await create(programs)
        let runner = PairRunner(
            directory, programs: programs, interruption: interruption, timeout: request.timeout)
        let progress = ComparisonProgress(isQuiet: request.isQuiet)
        return (directory, PairLoop(budgetS: request.budgetS, runner: runner, progress: progress))
    }

    private func end(_ directory: RunDirectory, _ status: ExitStatus, _ change: (inout Manifest) -> Void) throws {
        try Self.update(directory) { manifest in
            manifest.endedAt = RunID.timestamp(Date())
            manifest.exitStatus = Int(status.rawValue)
            change(&manifest)
        }
    }

    private static func update(_ directory: RunDirectory, _ change: (inout Manifest) -> Void) throws(Failure) {
        do throws(FileError) { try directory.update(change) } catch { throw error.failure }
    }

    private static func encoded(_ report: GateReport, _ files: RunFiles) throws(FileError) -> [UInt8] {
        do { return try report.json() } catch { throw FileError(files.verdict, doing: "encode", code: EINVAL) }
    }

    private func create(_ programs: [Side: SideProgram]) async throws -> RunDirectory {
        let now = Date()
        let id = RunID.make(at: now, plan: "compare-\(request.plan.name)")
        let path = request.output.map { RunFiles(folder: $0).folder } ?? RunFiles.free("results/\(id)")
        let runID = request.output == nil ? URL(fileURLWithPath: path).lastPathComponent : id
        var manifest = await ManifestGathering(facts: .gather()).manifest(
            runID: runID, plan: request.plan, startedAt: RunID.timestamp(now), commandLine: CommandLine.arguments)
        manifest.seed = request.seed
        manifest.comparison = Manifest.Comparison(
            base: .init(name: programs[.base]?.name ?? "", revision: programs[.base]?.revision),
            head: .init(name: programs[.head]?.name ?? "", revision: programs[.head]?.revision),
            budgetS: request.budgetS, floor: request.rule.floor)
        return try RunDirectory.create(folder: path, manifest: manifest)
    }
}
