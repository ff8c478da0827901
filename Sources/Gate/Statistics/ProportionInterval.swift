/// The interval of a proportion of which `successes` of `trials` were seen: Wilson's, which is sound at 0 and at 1.
/// Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
public struct ProportionInterval: Sendable, Equatable {
    public let successes: Int
    public let trials: Int
    public let lower: Double
    public let upper: Double

    /// `trials` is at least 1.
    public init(successes: Int, trials: Int, confidence: Double = 0.95) {
        self.successes = successes
        self.trials = trials
        let z = Normal.upperQuantile((1 - confidence) / 2)
        let n = Double(trials)
        let share = Double(successes) / n
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        lower = successes == 0 ? 0 : centre - half
        upper = successes == trials ? 1 : centre + half
    }

    /// The proportion that was seen.
    public var share: Double { Double(successes) / Double(trials) }
}
