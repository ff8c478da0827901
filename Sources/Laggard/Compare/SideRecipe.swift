import Experiment

/// How the children of a revision are made in its folder, and called: by implementation.
struct SideRecipe: Sendable, Equatable {
    var implementations: [String: Implementation]

    /// laggard's own child, in a checkout of laggard.
    static let own = Implementation(
        command: [".build/release/laggard-trial"],
        build: ["swift", "build", "-c", "release", "--product", "laggard-trial"])

    /// Of the implementations that the cells use, as the plan has them.
    init(_ plan: Plan, cells: [Cell]) {
        let used = Set(cells.map(\.implementation))
        implementations = Dictionary(
            uniqueKeysWithValues: used.map { ($0, plan.implementations[$0] ?? Self.own) })
    }

    /// What is to be run in the folder, each command once, in the order of the implementations' names.
    func builds(in folder: String) -> [ImplementationBuild] {
        var builds: [ImplementationBuild] = []
        for (name, implementation) in implementations.sorted(by: { $0.key < $1.key }) {
            guard let words = implementation.build, !builds.contains(where: { $0.words == words }) else { continue }
            builds.append(ImplementationBuild(implementation: name, words: words, directory: folder))
        }
        return builds
    }

    /// The commands of the children in that folder: a relative path starts there.
    func commands(in folder: String) -> [String: ChildCommand] {
        implementations.mapValues { implementation in
            let program = implementation.command.first ?? ""
            let isRelative = program.contains("/") && !program.hasPrefix("/")
            return ChildCommand(
                program: isRelative ? "\(folder)/\(program)" : program,
                arguments: Array(implementation.command.dropFirst()), folder: folder)
        }
    }

    /// One program for every implementation, as a shell has it.
    func commands(line: String) -> [String: ChildCommand] {
        // `exec`: the child is the program itself, not a shell that waits for it.
        implementations.mapValues { _ in ChildCommand(program: "sh", arguments: ["-c", "exec \(line)"]) }
    }
}
