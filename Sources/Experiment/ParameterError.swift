/// What is wrong with a value, and what to write instead.
public struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var message: String
    /// What was probably meant.
    public var suggestion: String?
    /// What to do.
    public var remedy: String

    /// What is wrong, what to do, and perhaps what was meant.
    public init(_ message: String, _ remedy: String, meant suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
        self.remedy = remedy
    }

    public var description: String {
        guard let suggestion else { return "\(message): \(remedy)" }
        return "\(message); did you mean '\(suggestion)'? (\(remedy))"
    }
}
