/// The averages of every two of some values, each value with itself among them: n(n+1)/2 of them, in order, found
/// without listing them.
struct WalshAverages {
    private let sorted: [Double]

    /// Finite values, at least one.
    init(_ values: [Double]) { sorted = values.sorted() }

    var count: Int { sorted.count * (sorted.count + 1) / 2 }

    /// The average at that place in the order, from 0: found by bisection over all numbers that a Double can be, so at
    /// most 64 counts, and exact.
    func element(_ index: Int) -> Double {
        var low = Self.key(sorted[0])
        var high = Self.key(sorted[sorted.count - 1])
        while low < high {
            let middle = low + (high - low) / 2
            if countAtMost(Self.number(middle)) > index { high = middle } else { low = middle + 1 }
        }
        return Self.number(low)
    }

    /// How many averages are at most `limit`: the partner that is just small enough only moves down.
    private func countAtMost(_ limit: Double) -> Int {
        var partners = sorted.count
        var found = 0
        for index in sorted.indices {
            while partners > index, Self.average(sorted[index], sorted[partners - 1]) > limit { partners -= 1 }
            if partners <= index { break }
            found += partners - index
        }
        return found
    }

    private static func average(_ a: Double, _ b: Double) -> Double { 0.5 * a + 0.5 * b }

    /// Whole numbers in the order of the numbers themselves; -0 and 0 have the same.
    private static func key(_ number: Double) -> UInt64 {
        let bits = (number + 0).bitPattern
        return number < 0 ? ~bits : bits | 1 << 63
    }

    private static func number(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}
