/// What a comparison says of one metric in one cell, or of the whole.
public enum Verdict: String, Codable, Sendable, Hashable, CaseIterable {
    /// Head is shown to be worse.
    case regression
    /// Head is shown to be better.
    case improvement
    /// Head is shown not to be worse by more than the tolerance.
    case unchanged
    /// Neither is shown: never a pass.
    case undecided

    /// The verdict of a whole: any regression is one; what is all unchanged or better is unchanged, or an improvement
    /// where something improved. Undecided where there is nothing.
    public static func whole(of parts: some Sequence<Verdict>) -> Verdict {
        let seen = Set(parts)
        if seen.contains(.regression) { return .regression }
        if seen.isEmpty || seen.contains(.undecided) { return .undecided }
        return seen.contains(.improvement) ? .improvement : .unchanged
    }

    /// Whether a pull request may pass with it.
    public var isPass: Bool { self == .unchanged || self == .improvement }
}
