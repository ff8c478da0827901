import Experiment

/// The children of one side: where they lie, and what they are.
struct SideProgram: Sendable, Equatable {
    /// What is compared, as a user knows it: `main`, `working tree`, or a command.
    var name: String
    /// Commit; nil for a command.
    var revision: String?
    /// Folder that relative commands start from, and in which children run; laggard's own where there is none.
    var folder: String?
    /// By implementation.
    var commands: [String: ChildCommand]

    /// The child of a cell. Every implementation of the plan has one.
    func command(for cell: Cell) -> ChildCommand { commands[cell.implementation] ?? .own() }

    /// Why it cannot be run, in words; nil where all of it can.
    var problem: String? {
        for (name, command) in commands.sorted(by: { $0.key < $1.key }) {
            if let problem = command.problem { return "implementation '\(name)' of \(self.name): \(problem)" }
        }
        return nil
    }
}
