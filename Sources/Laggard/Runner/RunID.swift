import Foundation

/// The name of a run: when it began, and of which plan.
enum RunID {
    /// `20260131T235959Z-smoke`: sorts by time, and is safe as a folder's name.
    static func make(at date: Date, plan: String) -> String {
        let safe = plan.lowercased().map { character -> Character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        let words = String(safe).split(separator: "-").joined(separator: "-").prefix(40)
        let stamp = timestamp(date).filter { $0 != "-" && $0 != ":" }
        return words.isEmpty ? stamp : "\(stamp)-\(words)"
    }

    /// ISO 8601, UTC, whole seconds.
    static func timestamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
