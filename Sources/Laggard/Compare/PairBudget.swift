/// How many pairs fit into the time that is left. Pure.
struct PairBudget: Sendable, Equatable {
    /// Seconds of one pair of each cell together.
    let roundS: Double
    /// Seconds until the budget is spent.
    let leftS: Double

    /// Pairs per cell, while all cells are measured. A twentieth of the time is kept, for pairs that take longer than
    /// those that were timed.
    var pairsPerCell: Int { roundS > 0 ? max(0, Int(leftS * 0.95 / roundS)) : 0 }

    /// The budget, in seconds, in which so many pairs per cell would fit, when `spentS` are gone already.
    func needed(forPairs pairs: Int, spentS: Double) -> Double { (spentS + Double(pairs) * roundS / 0.95).rounded(.up) }
}
