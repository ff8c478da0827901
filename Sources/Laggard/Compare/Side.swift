/// Which of two revisions a trial is of. The word of the column `side`.
enum Side: String, Sendable, CaseIterable, Codable {
    case base, head

    var other: Side { self == .base ? .head : .base }
}
