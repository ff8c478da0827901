/// One thing that a measurement needs, looked at.
struct Check: Sendable, Equatable, Encodable {
    enum Level: String, Sendable, Comparable, Encodable {
        case ok, warn, fail

        static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .ok ? 0 : self == .warn ? 1 : 2 }
    }

    let name: String
    let level: Level
    /// What was found.
    let finding: String
    /// How to mend it; nil where it is ok.
    let remedy: String?

    static func ok(_ name: String, _ finding: String) -> Check {
        Check(name: name, level: .ok, finding: finding, remedy: nil)
    }

    static func warn(_ name: String, _ finding: String, _ remedy: String) -> Check {
        Check(name: name, level: .warn, finding: finding, remedy: remedy)
    }

    static func fail(_ name: String, _ finding: String, _ remedy: String) -> Check {
        Check(name: name, level: .fail, finding: finding, remedy: remedy)
    }
}
