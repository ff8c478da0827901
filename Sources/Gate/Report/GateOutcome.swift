/// How a gate ends, in the words and numbers of the exit codes of `laggard`.
public enum GateOutcome: Int32, Sendable, Hashable, CaseIterable {
    /// Everything is shown to be unchanged or better, and every limit kept.
    case done = 0
    case regression = 1
    case undecided = 3
    case trialFailed = 4
    case nothingComparable = 5
    case limitBroken = 6
}

extension GateReport {
    /// The gravest of what the report has: a regression, a broken limit, a trial that failed, nothing that could be
    /// compared, an open question. Over many pairs a trial that fails is one outlier more, and no reason not to pass.
    public var outcome: GateOutcome {
        if verdict == .regression { return .regression }
        if limits.contains(where: \.state.isBroken) { return .limitBroken }
        if brokenTrials > 0, looks == nil || !verdict.isPass { return .trialFailed }
        if findings.isEmpty { return limits.contains { $0.state == .kept } ? .done : .nothingComparable }
        guard findings.contains(where: \.isCompared) else { return .nothingComparable }
        return verdict.isPass ? .done : .undecided
    }
}

extension Finding {
    /// Whether both sides had something to hold against each other.
    fileprivate var isCompared: Bool { ratio != nil || (base != nil && head != nil) || kind == .status }
}
