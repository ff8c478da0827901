/// Deviates of independent looks, cumulated with weights fixed beforehand: Z = sum(sqrt(w) z) / sqrt(sum w).
///
/// Fixed weights keep it valid when the number of pairs of a look depends on earlier looks. Lehmacher and Wassmer,
/// "Adaptive sample size calculations in group sequential trials" (1999).
struct CumulatedZ: Sendable, Equatable {
    private var sum = 0.0
    private var weight = 0.0

    mutating func add(_ z: Double, weight: Double) {
        sum += weight.squareRoot() * z
        self.weight += weight
    }

    /// 0 before the first look.
    var z: Double { weight > 0 ? sum / weight.squareRoot() : 0 }
}
