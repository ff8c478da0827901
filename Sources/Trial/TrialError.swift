/// Why a trial cannot be run, in words for its status detail.
public struct TrialError: Error, CustomStringConvertible, Sendable {
    public let description: String

    /// A reason, in words.
    public init(_ description: String) { self.description = description }
}
