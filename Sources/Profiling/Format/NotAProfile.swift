/// Bytes that are no profile.
public struct NotAProfile: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is the matter with them.
    public var reason: String

    public var description: String { "this is no profile that go tool pprof writes or reads: \(reason)" }
}
