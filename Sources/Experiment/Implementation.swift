/// A program other than the built-in one that keeps the child's contract.
public struct Implementation: Codable, Sendable, Hashable {
    /// The program and its arguments.
    public var command: [String]

    public init(command: [String]) { self.command = command }
}
