import Experiment

/// How the pairs of a cell ended: head that fails where base does not is a regression of its own kind.
public struct StatusTally: Sendable, Equatable {
    public private(set) var pairs = 0
    /// Pairs of which only one side did not end with `ok`, or both.
    public private(set) var headOnly = 0
    public private(set) var baseOnly = 0
    public private(set) var both = 0
    /// How head's trials ended that did not end well.
    public private(set) var headStatuses: [TrialStatus: Int] = [:]
    /// Trials of either side that failed, crashed or timed out: exit code 4 where nothing worse is said.
    public private(set) var broken = 0

    public init() {}

    public mutating func add(_ pair: TrialPair) {
        pairs += 1
        switch (pair.base.status == .ok, pair.head.status == .ok) {
        case (true, true): break
        case (true, false): headOnly += 1
        case (false, true): baseOnly += 1
        case (false, false): both += 1
        }
        if pair.head.status != .ok { headStatuses[pair.head.status, default: 0] += 1 }
        broken += [pair.base, pair.head].count { !$0.status.isOutcome }
    }

    /// `regression` where head failed in every pair, at least three, and base in none; or where of the pairs in which
    /// one side failed so many are head's that a fair coin would give them with at most `alpha` (exact sign test).
    /// `undecided` where head failed more often than base, though not shown; else nil: nothing to say.
    public func verdict(alpha: Double) -> Verdict? {
        if headOnly >= 3, headOnly == pairs { return .regression }
        if headOnly > 0, signTest <= alpha { return .regression }
        return headOnly > baseOnly ? .undecided : nil
    }

    /// P(at least as many of head's), each failure of one side being either's with probability 1/2.
    var signTest: Double {
        let count = headOnly + baseOnly
        // With ranks that are all 1 the sum is the number of heads.
        return SignedRankDistribution(ranks: [Int](repeating: 1, count: count)).atLeast(headOnly)
    }
}
