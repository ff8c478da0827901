/// A figure over the repetitions of a cell.
struct Repetitions: Sendable, Equatable {
    /// The middle one, or the mean of the two in the middle.
    let median: Double
    let least: Double
    let most: Double
    let count: Int

    /// Nil without values.
    init?(_ values: [Double]) {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        self.least = least
        self.most = most
        count = sorted.count
    }

    /// Whether their ranges have a point in common: then repetitions do not tell the two apart.
    func overlaps(_ other: Repetitions) -> Bool { least <= other.most && other.least <= most }
}
