/// The error rates and the looks of a gate: what it is before anything is measured.
public struct GateRule: Sendable, Equatable {
    /// Chance that a clean change is called a regression, over all hypotheses together.
    public var alpha = 0.008
    /// Chance of that by the all-cells tests of the first look, over all metrics together.
    public var togetherAlpha = 0.002
    /// Chance that a clean change is called an improvement, over all hypotheses together.
    public var improvementAlpha = 0.01
    /// Chance that one hypothesis is called unchanged where head is worse by its tolerance, over all looks.
    public var unchangedAlpha = 0.05
    /// The weight of each look: its share of the pairs.
    public var weights = [0.30, 0.25, 0.25, 0.20]
    /// A regression counts only where the median is worse by this fraction too; nil for any that is shown.
    public var floor: Double?
    /// Confidence of the intervals that are shown. They decide nothing.
    public var confidence = 0.95

    public init() {}

    /// The fewest pairs of a cell at the first look: below it the exact p bottoms out before any boundary.
    public static let leastFirstPairs = 9
}
