/// The schedule of an open load, as arithmetic: message i is intended i/rate after the start of the window.
///
/// The rate is taken as the exact fraction that its floating-point number is, and every offset is computed from the
/// index alone in 128 bits: nothing is accumulated, so nothing drifts. Negative indices lie before the window.
struct Pacer: Sendable, Equatable {
    /// Messages per nanosecond as the fraction `numerator / denominator`.
    private let numerator: Int128
    private let denominator: Int128
    let ratePerS: Double

    /// `ratePerS` must be from 0.001 to 1e9.
    init(ratePerS: Double) {
        precondition(ratePerS >= 0.001 && ratePerS <= 1e9, "rate out of range")
        self.ratePerS = ratePerS
        // rate = mantissa * 2^exponent, with an odd mantissa.
        let shift = ratePerS.significandWidth
        let mantissa = Int128((ratePerS.significand * Double(sign: .plus, exponent: shift, significand: 1)))
        let exponent = Int(ratePerS.exponent) - shift
        numerator = exponent > 0 ? mantissa << exponent : mantissa
        denominator = 1_000_000_000 * (exponent < 0 ? Int128(1) << -exponent : 1)
    }

    /// Nanoseconds from the start of the window to the intended time of message `index`, rounded down.
    func offset(of index: Int) -> Int64 {
        // At most 31 bits of index, 30 of 10^9 and 62 of a rate's fraction.
        let (quotient, remainder) = (Int128(index) * denominator).quotientAndRemainder(dividingBy: numerator)
        return Int64(remainder < 0 ? quotient - 1 : quotient)
    }

    /// Messages intended in [0, duration): the least index whose offset is not below `duration`.
    func count(within duration: Int64) -> Int {
        var count = Int(Double(duration) * ratePerS / 1e9)
        while offset(of: count) < duration { count += 1 }
        while count > 0, offset(of: count - 1) >= duration { count -= 1 }
        return count
    }
}
