/// The boundaries of a one-sided sequential test: the least cumulated Z at each look that shows an effect.
///
/// The cumulated sums of independent looks are a Brownian motion at the cumulated weights; each boundary is where the
/// chance of crossing it, and none before, is what the spending function gives to that look. By recursive numerical
/// integration: Armitage, McPherson and Rowe, "Repeated significance tests on accumulating data" (1969).
public struct SequentialBoundaries: Sendable, Equatable {
    /// The weight of each look; they sum to 1.
    public let weights: [Double]
    /// Chance of crossing any boundary where there is no effect.
    public let alpha: Double
    /// The least Z at each look.
    public let z: [Double]

    /// `weights` are positive, one per look, in any scale; `alpha` is between 0 and 1/2.
    public init(alpha: Double, weights: [Double], spending: Spending) {
        let sum = weights.reduce(0, +)
        self.alpha = alpha
        self.weights = weights.map { $0 / sum }
        var motion = StoppedMotion()
        var share = 0.0
        var spentBefore = 0.0
        var found: [Double] = []
        for (look, weight) in self.weights.enumerated() {
            share = look == weights.count - 1 ? 1 : share + weight
            let spent = spending.spent(of: alpha, at: share)
            let boundary = motion.level(weight: weight, crossedWith: spent - spentBefore)
            found.append(boundary / share.squareRoot())
            let next = look + 1 < weights.count ? self.weights[look + 1] : weight
            motion.advance(weight: weight, below: boundary, time: share, nextWeight: next)
            spentBefore = spent
        }
        z = found
    }
}
