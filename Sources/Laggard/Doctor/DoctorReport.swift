/// The checks as text.
struct DoctorReport {
    let checks: [Check]

    var worst: Check.Level { checks.map(\.level).max() ?? .ok }

    func text() -> String {
        let width = checks.map(\.name.count).max() ?? 0
        let lines = checks.flatMap { check -> [String] in
            let name = check.name + String(repeating: " ", count: width - check.name.count)
            let level = check.level == .ok ? "ok  " : check.level.rawValue
            let indent = String(repeating: " ", count: width + 8)
            return ["\(level)  \(name)  \(check.finding)"] + (check.remedy.map { [indent + $0] } ?? [])
        }
        return lines.joined(separator: "\n") + "\n" + verdict + "\n"
    }

    private var verdict: String {
        switch worst {
        case .ok: "Ready to measure."
        case .warn: "Trials run; mind the warnings when you read their figures."
        case .fail: "Not ready to measure."
        }
    }
}
