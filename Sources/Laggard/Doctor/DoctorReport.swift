/// The checks as text.
struct DoctorReport {
    let checks: [Check]

    var worst: Check.Level { checks.map(\.level).max() ?? .ok }

    func text() -> String {
        let entries = checks.map { Entry($0.level, $0.name, $0.finding, below: $0.remedy) }
        return (Self.lines(entries) + [verdict]).joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        switch worst {
        case .ok: "Ready to measure."
        case .warn: "Trials run; mind the warnings when you read their figures."
        case .fail: "Not ready to measure."
        }
    }

    /// A line, and what is to be said below it.
    struct Entry {
        let level: Check.Level
        let name: String
        let text: String
        let below: String?

        init(_ level: Check.Level, _ name: String, _ text: String, below: String?) {
            self.level = level
            self.name = name
            self.text = text
            self.below = below
        }
    }

    /// Level, name and text in columns.
    static func lines(_ entries: [Entry]) -> [String] {
        let width = entries.map(\.name.count).max() ?? 0
        let indent = String(repeating: " ", count: width + 8)
        return entries.flatMap { entry -> [String] in
            let name = entry.name + String(repeating: " ", count: width - entry.name.count)
            let level = entry.level == .ok ? "ok  " : entry.level.rawValue
            return ["\(level)  \(name)  \(entry.text)"] + (entry.below.map { [indent + $0] } ?? [])
        }
    }
}
