import Synchronization

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
        let design = Design(alpha: alpha, weights: weights.map { $0 / sum }, spending: spending)
        self.alpha = alpha
        self.weights = design.weights
        if let known = Self.kept.withLock({ $0[design] }) {
            z = known
        } else {
            let found = Self.integrated(design)
            Self.kept.withLock { $0[design] = found }
            z = found
        }
    }

    private struct Design: Hashable {
        var alpha: Double
        var weights: [Double]
        var spending: Spending
    }

    /// A plan, its gate and every replay of it have the same boundaries.
    private static let kept = Mutex<[Design: [Double]]>([:])

    private static func integrated(_ design: Design) -> [Double] {
        var motion = StoppedMotion()
        var share = 0.0
        var spentBefore = 0.0
        var found: [Double] = []
        for (look, weight) in design.weights.enumerated() {
            let isLast = look == design.weights.count - 1
            share = isLast ? 1 : share + weight
            let spent = design.spending.spent(of: design.alpha, at: share)
            let boundary = motion.level(weight: weight, crossedWith: spent - spentBefore)
            found.append(boundary / share.squareRoot())
            if isLast { break }
            motion.advance(weight: weight, below: boundary, time: share, nextWeight: design.weights[look + 1])
            spentBefore = spent
        }
        return found
    }
}
