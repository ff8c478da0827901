import Experiment

/// What a hypothesis has to reach at each look.
struct LookCriteria: Sendable, Equatable {
    let regression: SequentialBoundaries
    /// Alpha is spent evenly: what improved is mostly shown to be not worse at once, and should have its name by then.
    let improvement: SequentialBoundaries
    /// The same at each look: Bonferroni over the looks.
    let unchanged: Double
    /// The least d, in the median, of a regression: by fraction.
    let floor: Double?

    init(rule: GateRule, weights: [Double], hypotheses: Int, isTogetherTested: Bool) {
        let count = Double(max(1, hypotheses))
        regression = SequentialBoundaries(
            alpha: (rule.alpha + (isTogetherTested ? 0 : rule.togetherAlpha)) / count, weights: weights,
            spending: .obrienFleming)
        improvement = SequentialBoundaries(
            alpha: rule.improvementAlpha / count, weights: weights, spending: .pocock)
        unchanged = Normal.upperQuantile(rule.unchangedAlpha / Double(weights.count))
        floor = rule.floor
    }

    func isBeyondFloor(_ differences: [Double], _ polarity: Metric.Polarity) -> Bool {
        guard let floor, let median = LogRatio.median(differences) else { return true }
        return median >= LogRatio.worse(by: floor, polarity)
    }
}
