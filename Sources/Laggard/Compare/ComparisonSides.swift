/// Makes the two sides of a comparison, and takes away what was made for them.
struct ComparisonSides {
    private let request: ComparisonRequest
    /// Nil where both sides are programs that are there.
    private let repository: GitRepository?
    private let checkouts: Checkouts?

    /// Refuses what can be refused before anything is built: a folder that is taken, no repository.
    init(_ request: ComparisonRequest, interruption: Interruption) async throws {
        self.request = request
        if let output = request.output { try RunDirectory.checkFree(RunFiles(folder: output).folder) }
        let isBuilt = [request.base, request.head].contains { source in
            if case .command = source { false } else { true }
        }
        repository = isBuilt ? try await GitRepository(around: ".") : nil
        checkouts = try repository.map { repository in
            try Checkouts(
                repository, cache: request.cache, interruption: interruption, isQuiet: request.isQuiet)
        }
    }

    /// Base first. Both commits are looked up before either is built.
    func make() async throws -> [Side: SideProgram] {
        let recipe = SideRecipe(request.plan, cells: request.cells)
        let commits = [Side.base: try await commit(of: request.base), .head: try await commit(of: request.head)]
        try await checkHead(commits[.head] ?? nil)
        var programs: [Side: SideProgram] = [:]
        for (side, source) in [(Side.base, request.base), (.head, request.head)] {
            if let checkouts, let commit = commits[side] ?? nil {
                programs[side] = try await checkouts.make(side, commit: commit, name: source.name, recipe)
            } else {
                programs[side] = SideProgram(name: source.name, commands: recipe.commands(line: source.name))
            }
        }
        return programs
    }

    /// Who names the commit that is checked out has forgotten the changes to it, or means to leave them out: it is not
    /// for us to guess.
    private func checkHead(_ commit: String?) async throws {
        guard case .revision(let reference) = request.head, let repository, let commit,
            try await commit == repository.commit("HEAD"), try await repository.isDirty()
        else { return }
        throw Failure(
            .usage, "'\(reference.shown())' is checked out, and the work tree has changes that it has not",
            hint: "Leave --head out to compare the work tree as it is; or commit the changes, or put them aside.")
    }

    private func commit(of source: SideSource) async throws -> String? {
        switch source {
        case .command: nil
        case .revision(let reference): try await repository?.commit(reference)
        case .workTree: try await repository?.snapshot()
        }
    }

    func remove() async { await checkouts?.remove() }
}
