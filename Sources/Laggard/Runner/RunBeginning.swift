import Experiment
import Foundation
import Results

/// Where what begins now puts its files, and its manifest.
struct RunBeginning {
    let folder: String
    let manifest: Manifest

    /// - Parameters:
    ///   - folder: as named; nil for one under `results/`.
    ///   - name: what it is called.
    init(_ folder: String?, _ plan: Plan, name: String) async {
        let now = Date()
        let id = RunID.make(at: now, plan: name)
        self.folder = folder.map { RunFiles(folder: $0).folder } ?? RunFiles.free("results/\(id)")
        let runID = folder == nil ? URL(fileURLWithPath: self.folder).lastPathComponent : id
        manifest = await ManifestGathering(facts: .gather()).manifest(
            runID: runID, plan: plan, startedAt: RunID.timestamp(now), commandLine: CommandLine.arguments)
    }
}
