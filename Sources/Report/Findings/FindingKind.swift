/// What can go wrong with a strategy. In the order of a summary.
enum FindingKind: CaseIterable, Sendable {
    case ending, leak, standstill, holdUp, fastLoss, reordering, duplicates, timeout

    /// As a heading of one line.
    var title: String {
        switch self {
        case .ending: "Ended early"
        case .leak: "Heap"
        case .standstill: "Deliveries"
        case .holdUp: "Publisher"
        case .fastLoss: "Loss"
        case .reordering: "Order"
        case .duplicates: "Duplicates"
        case .timeout: "Timeout"
        }
    }

    /// What was looked for, where nothing was found.
    var absence: String {
        switch self {
        case .ending: "trials that a limit has ended"
        case .leak: "a heap that grows beyond the others'"
        case .standstill: "fast subscribers left without their deliveries"
        case .holdUp: "a publisher that cannot keep its rate"
        case .fastLoss: "drops for the fast class"
        case .reordering: "deliveries out of order"
        case .duplicates: "duplicates"
        case .timeout: "waits far beyond the timeout"
        }
    }
}

/// What was seen of one cell.
struct Evidence: Sendable {
    let kind: FindingKind
    /// Number of the cell.
    let cell: Int
    /// How grave it is, among those of its kind.
    let weight: Double
    /// What comes after the strategy's name.
    let words: Markup
    /// The figure alone, where another strategy has been described already.
    let short: Markup
}

/// What a look at a run's cells has come to.
struct Observations: Sendable {
    var evidence: [Evidence] = []
    /// Kinds that some cell had the figures for.
    var lookedFor: Set<FindingKind> = []

    mutating func add(_ other: Observations) {
        evidence += other.evidence
        lookedFor.formUnion(other.lookedFor)
    }
}
