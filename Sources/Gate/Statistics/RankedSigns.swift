/// Differences ranked by their size, and the sum of the ranks of the positive ones.
struct RankedSigns {
    /// Differences that are not 0.
    let count: Int
    /// Whether the ranks are 1 to `count`: no zeros, no ties. Then `ranks` is empty.
    let isUntied: Bool
    /// Ranks of the differences that are not 0; doubled, since mid-ranks come in halves.
    let ranks: [Int]
    /// Sum of the ranks of the positive ones: doubled as `ranks` are.
    let positive: Int

    init(_ differences: [Double]) {
        // The size's bits and then the sign, in one number: it sorts faster than a pair does.
        var keys = differences.map { $0.magnitude.bitPattern << 1 | ($0 > 0 ? 1 : 0) }
        keys.sort()
        let zeros = keys.count { $0 < 2 }
        count = keys.count - zeros
        if zeros == 0, let sum = Self.untiedSum(keys) {
            isUntied = true
            ranks = []
            positive = sum
        } else {
            isUntied = false
            (ranks, positive) = Self.midRanks(keys, from: zeros)
        }
    }

    /// The sum of the positive ranks, or nil where two sizes are equal.
    private static func untiedSum(_ keys: [UInt64]) -> Int? {
        var sum = 0
        var last = UInt64.max
        var rank = 0
        for key in keys {
            rank += 1
            let size = key >> 1
            if size == last { return nil }
            last = size
            if key & 1 == 1 { sum += rank }
        }
        return sum
    }

    private static func midRanks(_ keys: [UInt64], from zeros: Int) -> (ranks: [Int], positive: Int) {
        var ranks: [Int] = []
        var positive = 0
        var start = zeros
        while start < keys.count {
            var end = start
            while end < keys.count, keys[end] >> 1 == keys[start] >> 1 { end += 1 }
            // Ranks start + 1 to end share their mean; doubled.
            let rank = start + 1 + end
            positive += rank * keys[start..<end].count { $0 & 1 == 1 }
            ranks += [Int](repeating: rank, count: end - start)
            start = end
        }
        return (ranks, positive)
    }
}
