/// A program other than the built-in one that keeps the child's contract.
public struct Implementation: Codable, Sendable, Hashable {
    /// The program and its arguments.
    public var command: [String]
    /// The program that builds it, and its arguments: `sh`, `-c` and a line where the plan has a line. Nil where it is
    /// there already.
    public var build: [String]?

    /// A program that is called so, and built so.
    public init(command: [String], build: [String]? = nil) {
        self.command = command
        self.build = build
    }
}
