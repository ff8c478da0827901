/// How the pairs of a cell are spread over the looks, fitted to the budget.
public struct LookPlan: Sendable, Equatable {
    /// Pairs per cell of each look, while all cells are undecided.
    public let pairs: [Int]
    /// The weight of each look.
    public let weights: [Double]
    /// What was done to fit the budget, in words.
    public let notes: [String]

    /// A budget with which no regression could be shown.
    public struct TooFewPairs: Error, Sendable, Hashable, CustomStringConvertible {
        public var pairs: Int
        /// The fewest pairs per cell that would do.
        public var needed: Int
        public var description: String {
            "\(pairs) pairs per cell cannot show a regression: measure at least \(needed) pairs per cell, with a "
                + "longer budget, shorter trials or fewer cells"
        }
    }

    /// Splits `pairsPerCell`, the most pairs of a cell while none is decided, by the rule's weights. Where the first
    /// look would have fewer than 9 pairs there are fewer looks. `hypotheses` is how many share the rule's alpha.
    public init(pairsPerCell: Int, hypotheses: Int, rule: GateRule = GateRule()) throws(TooFewPairs) {
        guard let plan = Self.fitted(pairsPerCell, hypotheses, rule) else {
            var needed = max(pairsPerCell + 1, GateRule.leastFirstPairs)
            // No alpha that a Double holds needs 1,000 pairs; one of 0 is never enough.
            while needed < 1_000, Self.fitted(needed, hypotheses, rule) == nil { needed += 1 }
            throw TooFewPairs(pairs: pairsPerCell, needed: needed)
        }
        self = plan
    }

    private init(pairs: [Int], weights: [Double], notes: [String]) {
        self.pairs = pairs
        self.weights = weights
        self.notes = notes
    }

    private static func fitted(_ total: Int, _ hypotheses: Int, _ rule: GateRule) -> LookPlan? {
        for looks in stride(from: rule.weights.count, through: 1, by: -1) {
            let weights = merged(rule.weights, looks)
            let pairs = split(total, weights)
            guard pairs[0] >= GateRule.leastFirstPairs, pairs.allSatisfy({ $0 > 0 }) else { continue }
            let boundaries = SequentialBoundaries(
                alpha: rule.alpha / Double(max(1, hypotheses)), weights: weights, spending: .obrienFleming)
            let reached = Self.greatest(pairs, boundaries.weights)
            guard zip(reached, boundaries.z).contains(where: { $0 >= $1 }) else { continue }
            let note =
                "\(total) pairs per cell are too few for \(rule.weights.count) looks: \(looks) instead, the first of "
                + "\(pairs[0]) pairs"
            return LookPlan(pairs: pairs, weights: weights, notes: looks == rule.weights.count ? [] : [note])
        }
        return nil
    }

    /// The greatest cumulated Z that each look can reach: all differences on one side.
    static func greatest(_ pairs: [Int], _ weights: [Double]) -> [Double] {
        var cumulated = CumulatedZ()
        return zip(pairs, weights).map { count, weight in
            cumulated.add(SignedRank.greatestZ(count: count), weight: weight)
            return cumulated.z
        }
    }

    /// The first weights made one, so that `looks` are left.
    private static func merged(_ weights: [Double], _ looks: Int) -> [Double] {
        let first = weights.count - looks + 1
        return [weights.prefix(first).reduce(0, +)] + weights.dropFirst(first)
    }

    /// Whole pairs per look: the cumulated shares, rounded down (but for what binary fractions lack).
    private static func split(_ total: Int, _ weights: [Double]) -> [Int] {
        let sum = weights.reduce(0, +)
        var share = 0.0
        var before = 0
        return weights.indices.map { look in
            share += weights[look] / sum
            let cumulated = look == weights.count - 1 ? total : Int(Double(total) * share + 1e-9)
            defer { before = cumulated }
            return cumulated - before
        }
    }
}
