/// Everything that is wrong with a plan file or with an option that overrides it; exit code 2.
struct PlanFileErrors: Error, Sendable, Hashable, CustomStringConvertible {
    /// One line each: `file:line:column: key: what is wrong and what to do`, or `--set key=value: ...`.
    var messages: [String]

    init(_ messages: [String]) { self.messages = messages }

    var description: String { messages.joined(separator: "\n") }
}
