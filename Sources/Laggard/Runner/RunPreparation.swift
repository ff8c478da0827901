import Experiment

/// What a run does before it writes anything: it refuses what cannot work, builds the implementations that ask for it,
/// and looks whether every program is there.
struct RunPreparation {
    let request: RunRequest
    let interruption: Interruption
    /// Whether builds are run.
    let builds: Bool
    let isQuiet: Bool

    /// - Throws: `Failure`, usage where the folder is taken, a build fails or a program is not there; or the runner was
    ///   told to stop.
    func run() async throws {
        let missing = try request.missing()
        let names = Set(missing.map(\.cell.implementation)).sorted()
        try checkFolder()
        // A build may take minutes: what none of them makes is looked for first.
        try refuse(names.filter { !builds || request.plan.implementations[$0]?.build == nil })
        guard builds else { return }
        for build in ImplementationBuild.needed(by: missing, of: request.plan) {
            if !isQuiet { Terminal.write("building \(build.implementation): \(build.text)\n", to: .error) }
            var execution = BuildExecution(build: build, interruption: interruption, isQuiet: isQuiet)
            execution.remedy = "Mend the build, or leave it out with --no-build."
            try await execution.run()
        }
        try refuse(names)
    }

    private func checkFolder() throws(Failure) {
        switch request.folder {
        case .new(let folder?): try RunDirectory.checkFree(RunFiles(folder: folder).folder)
        case .new(nil): break
        // Let go of at once: it says whether another runner is at it.
        case .begun(let folder): _ = try RunLock(folder: folder)
        }
    }

    private func refuse(_ names: [String]) throws(Failure) {
        let absent = names.compactMap { name in
            request.command(of: name).problem.map { (problem: "implementation '\(name)': \($0)", remedy: remedy(name)) }
        }
        guard !absent.isEmpty else { return }
        var remedies: [String] = []
        for (_, remedy) in absent where !remedies.contains(remedy) { remedies.append(remedy) }
        throw Failure(
            .usage, absent.map(\.problem).joined(separator: "\nlaggard: "), hint: remedies.joined(separator: "\n  "))
    }

    /// What to do about a program that is not there.
    private func remedy(_ name: String) -> String {
        guard let implementation = request.plan.implementations[name] else {
            return "Build it: swift build -c release --product laggard-trial"
        }
        if let remedy = implementation.command.first.flatMap(Preset.remedy(forProgram:)) { return remedy }
        if implementation.build == nil { return "Correct its 'command' in the plan, or add a 'build' that makes it." }
        return builds
            ? "Its build ended well: correct 'command', so that it names what the build makes."
            : "Leave --no-build out: its 'build' in the plan makes it."
    }
}
