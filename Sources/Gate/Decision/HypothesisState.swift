/// What is known of a hypothesis after the looks so far. Its first verdict stands.
public struct HypothesisState: Sendable, Equatable {
    public let hypothesis: Hypothesis
    /// Of all looks that it took part in.
    public private(set) var observations = LookObservations(differences: [])
    public internal(set) var verdict = Verdict.undecided
    /// Looks that it took part in.
    public private(set) var looks = 0
    /// The evidence for the verdict, and the least that shows it; while undecided that of a regression. Nil before the
    /// first look.
    public private(set) var evidence: Evidence?
    /// The floor kept a regression from being one.
    public private(set) var isBelowFloor = false
    private var worse = CumulatedZ()
    private var better = CumulatedZ()
    private var notWorse = CumulatedZ()

    init(_ hypothesis: Hypothesis) { self.hypothesis = hypothesis }

    /// Cumulated evidence that head is worse: above 0 where it looks so.
    public var z: Double { worse.z }
    /// Cumulated evidence that head is better.
    public var zBetter: Double { better.z }
    /// Cumulated evidence that head is not worse by the tolerance.
    public var zNotWorse: Double { notWorse.z }

    /// False where no pair so far says anything, for another reason than failures: a side has no figure throughout, or
    /// both have only bounds. More pairs would not help.
    public var isComparable: Bool { looks == 0 || observations.isComparable }

    public var needsPairs: Bool { verdict == .undecided && isComparable }

    /// The estimate of d and its interval, over all pairs used; nil without any.
    public func estimate(confidence: Double) -> HodgesLehmann? {
        HodgesLehmann(observations.differences, confidence: confidence)
    }

    mutating func record(_ look: LookObservations, index: Int, criteria: LookCriteria) {
        looks += 1
        observations.add(look)
        let weight = criteria.regression.weights[index]
        let test = SignedRank(look.differences)
        worse.add(test.zAbove, weight: weight)
        better.add(test.zBelow, weight: weight)
        let margin = LogRatio.worse(by: hypothesis.tolerance, hypothesis.metric.polarity)
        notWorse.add(SignedRank(look.differences.map { margin - $0 }).zAbove, weight: weight)
        if observations.hasFiguresOfBothSides { verdict = judged(index, criteria) }
        evidence =
            switch verdict {
            case .regression, .undecided: Evidence(z: worse.z, boundary: criteria.regression.z[index])
            case .improvement: Evidence(z: better.z, boundary: criteria.improvement.z[index])
            case .unchanged: Evidence(z: notWorse.z, boundary: criteria.unchanged)
            }
    }

    /// What is shown to lie within the tolerance is tolerated, even where it is shown to be there. What improved is
    /// within it as well, and called by its better name.
    private mutating func judged(_ index: Int, _ criteria: LookCriteria) -> Verdict {
        if better.z >= criteria.improvement.z[index] { return .improvement }
        if notWorse.z >= criteria.unchanged { return .unchanged }
        guard worse.z >= criteria.regression.z[index] else { return .undecided }
        isBelowFloor = !criteria.isBeyondFloor(observations.differences, hypothesis.metric.polarity)
        return isBelowFloor ? .undecided : .regression
    }
}
