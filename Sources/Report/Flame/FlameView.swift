import Profiling

/// One flame graph of a page: the stacks of a profile, alone or against another's.
public struct FlameView: Sendable {
    /// What its numbers are.
    public enum Unit: String, Sendable { case nanoseconds, bytes, count }

    /// What it is held against.
    public struct Base: Sendable {
        let name: String
        let stacks: [Profile.Stack]

        /// Another profile, by its name.
        public init(name: String, stacks: [Profile.Stack]) {
            self.name = name
            self.stacks = stacks
        }
    }

    let title: String
    let unit: Unit
    /// What is shown; a view without any shows nothing.
    public let stacks: [Profile.Stack]
    let base: Base?

    /// A view of stacks; with a base, its colours say what there is more of and what less.
    public init(title: String, unit: Unit, stacks: [Profile.Stack], base: Base? = nil) {
        self.title = title
        self.unit = unit
        self.stacks = stacks
        self.base = base
    }
}
