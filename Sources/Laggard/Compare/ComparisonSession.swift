import Experiment
import Foundation
import Gate
import Results

/// One invocation of `compare`: makes both sides, runs pairs look by look until it is decided, says what came of it.
struct ComparisonSession {
    let request: ComparisonRequest
    let interruption: Interruption

    /// - Returns: the report, and the files that it was made of; both are on the disk.
    /// - Throws: `Failure`: what could not be built, run or written, or the runner was told to stop.
    func run() async throws -> (report: GateReport, files: RunFiles) {
        let sides = try await ComparisonSides(request, interruption: interruption)
        do {
            let programs = try await sides.make()
            let result = try await measure(programs)
            await sides.remove()
            return result
        } catch {
            await sides.remove()
            throw error
        }
    }

    // MARK: Measuring

    private func measure(_ programs: [Side: SideProgram]) async throws -> (GateReport, RunFiles) {
        let directory = try await create(programs)
        let runner = PairRunner(
            directory, programs: programs, interruption: interruption, timeout: request.timeout)
        let loop = PairLoop(
            budgetS: request.budgetS, runner: runner, progress: ComparisonProgress(isQuiet: request.isQuiet))
        var course = ComparisonCourse(
            cells: request.cells, tolerances: request.tolerances, seed: request.seed, rule: request.rule)
        try await loop.run(&course) { pairsPerCell in
            do throws(FileError) {
                try directory.update { $0.comparison?.pairsPerCell = pairsPerCell }
            } catch {
                throw error.failure
            }
        }
        let sides = directory.manifest.comparison
        let report = course.report(base: sides?.base.title ?? "", head: sides?.head.title ?? "")
        do throws(FileError) {
            try directory.update { manifest in
                manifest.endedAt = RunID.timestamp(Date())
                manifest.exitStatus = Int(report.outcome.rawValue)
            }
            try RunFiles.replace(directory.files.verdict, with: try Self.encoded(report, directory.files))
        } catch {
            throw error.failure
        }
        return (report, directory.files)
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
