/// Whether `publish` returns before its broadcast is over.
public enum Dispatch: String, Codable, Sendable, CaseIterable {
    /// `publish` starts the senders and returns, as the article does: broadcasts overlap without bound.
    case detached
    /// `publish` returns when its broadcast is over.
    case awaited
}
