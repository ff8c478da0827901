import Glibc

/// The standard normal distribution, accurate into its tails.
public enum Normal {
    /// Density at `z`.
    public static func density(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

    /// P(Z >= `z`), with full relative precision as far as a Double reaches: about z = 37.
    public static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

    /// The `z` with P(Z >= z) = `p`, for p between 0 and 1: infinite at either end.
    ///
    /// Starts from Abramowitz and Stegun, 26.2.23 (within 4.5e-4), then Halley's method on the tail.
    public static func upperQuantile(_ p: Double) -> Double {
        guard p > 0 else { return .infinity }
        guard p < 1 else { return -.infinity }
        if p > 0.5 { return -upperQuantile(1 - p) }
        let t = (-2 * log(p)).squareRoot()
        let above = 2.515517 + t * (0.802853 + t * 0.010328)
        let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        var z = t - above / below
        for _ in 0..<3 {
            let step = (upperTail(z) - p) / density(z)
            z += step / (1 - 0.5 * z * step)
        }
        return z
    }
}
