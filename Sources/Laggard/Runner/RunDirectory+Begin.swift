import Experiment

extension RunDirectory {
    /// A run that begins now.
    /// - Parameter folder: as named; nil for one under `results/`.
    static func begin(_ folder: String?, _ plan: Plan) async throws -> RunDirectory {
        let beginning = await RunBeginning(folder, plan, name: plan.name)
        return try RunDirectory.create(folder: beginning.folder, manifest: beginning.manifest)
    }
}
