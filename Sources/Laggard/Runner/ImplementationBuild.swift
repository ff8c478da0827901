import Experiment

/// A command that makes the program of an implementation before it is measured.
struct ImplementationBuild: Sendable, Equatable {
    /// Whose program it makes.
    var implementation: String
    /// The program and its arguments.
    var words: [String]
    /// Where it runs: laggard's own working directory where there is none.
    var directory: String?
    /// What it finds in its environment beside what laggard has.
    var environment: [String: String] = [:]

    /// As a user would write it, on one line.
    var text: String {
        if words.count == 3, words.starts(with: ["sh", "-c"]) { return words[2].shown(limit: 500) }
        return words.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }.joined(separator: " ").shown(limit: 500)
    }

    /// What is to be built before these trials: for implementations that one of them uses, in the order of their names.
    /// A command that several of them share is there once.
    static func needed(by trials: [PlannedTrial], of plan: Plan) -> [ImplementationBuild] {
        var builds: [ImplementationBuild] = []
        for name in Set(trials.map(\.cell.implementation)).sorted() {
            guard let words = plan.implementations[name]?.build, !builds.contains(where: { $0.words == words }) else {
                continue
            }
            builds.append(ImplementationBuild(implementation: name, words: words))
        }
        return builds
    }
}
