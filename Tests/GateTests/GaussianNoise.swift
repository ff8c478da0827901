import Experiment
import Glibc

/// Normal deviates from a seed: Marsaglia's polar method.
struct GaussianNoise {
    private var random: SplitMix64
    private var spare: Double?

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }

    mutating func flip() -> Bool { random.next() >> 63 == 1 }

    mutating func next() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let square = u * u + v * v
            guard square < 1, square > 0 else { continue }
            let scale = (-2 * log(square) / square).squareRoot()
            spare = v * scale
            return u * scale
        }
    }
}
