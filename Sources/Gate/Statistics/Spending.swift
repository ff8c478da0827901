import Glibc

/// How the alpha of a sequential test is spent as information grows. Lan and DeMets, "Discrete sequential boundaries
/// for clinical trials" (1983).
public enum Spending: Sendable, Hashable {
    /// Little at first, nearly all for the last look.
    case obrienFleming
    /// About the same at every look.
    case pocock

    /// One-sided alpha spent when that share of the information (0 to 1) is in.
    public func spent(of alpha: Double, at share: Double) -> Double {
        guard share > 0 else { return 0 }
        guard share < 1 else { return alpha }
        return switch self {
        case .obrienFleming: 2 * Normal.upperTail(Normal.upperQuantile(alpha / 2) / share.squareRoot())
        case .pocock: alpha * log(1 + (M_E - 1) * share)
        }
    }
}
