/// A small generator of random numbers whose sequence is the same on every machine.
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014); constants of Vigna's splitmix64.c.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A sequence of its own for each seed.
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// The finalizer: spreads every bit of `value` over all 64.
    public static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number below `bound`, by Lemire's multiplication; the standard library's own way may change.
    public mutating func next(below bound: Int) -> Int {
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// Fisher and Yates's shuffle.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, next(below: last + 1))
        }
    }
}
