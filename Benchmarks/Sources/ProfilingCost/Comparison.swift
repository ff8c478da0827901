import Glibc

/// The ratio of two things that were measured in pairs.
struct Comparison {
    /// Seconds without, on average.
    let seconds: Double
    let ratio: Double
    /// An interval that holds the ratio with a probability of 95%.
    let low, high: Double

    /// Does both, so many times, and before that once to warm up.
    static func of(
        _ pairs: Int, with: () async throws -> Double, without: () async throws -> Double
    ) async rethrows -> Comparison {
        _ = (try await with(), try await without())
        var logarithms: [Double] = []
        var total = 0.0
        for _ in 0..<pairs {
            let isFirst = Bool.random()
            let early = isFirst ? try await with() : nil
            let plain = try await without()
            let other = if let early { early } else { try await with() }
            logarithms.append(log(other / plain))
            total += plain
        }
        return Comparison(logarithms, seconds: total / Double(pairs))
    }

    /// Hodges' and Lehmann's estimate and interval, from the signed ranks: outliers move them little.
    private init(_ logarithms: [Double], seconds: Double) {
        self.seconds = seconds
        let count = Double(logarithms.count)
        var averages: [Double] = []
        for (index, left) in logarithms.enumerated() {
            for right in logarithms[index...] { averages.append((left + right) / 2) }
        }
        averages.sort()
        let middle = count * (count + 1) / 4
        let width = 1.96 * (count * (count + 1) * (2 * count + 1) / 24).squareRoot()
        let rank = max(0, Int((middle - width).rounded(.down)))
        ratio = exp((averages[averages.count / 2] + averages[(averages.count - 1) / 2]) / 2)
        low = exp(averages[rank])
        high = exp(averages[averages.count - 1 - rank])
    }

    /// Behind the name of the work, in a table.
    func cells(_ samples: Int64) -> String {
        "| \(fixed(seconds, 2)) s | \(samples) | \(fixed(ratio, 4)) | \(fixed(low, 4)) to \(fixed(high, 4))"
    }
}

/// A number with so many digits behind the point.
func fixed(_ number: Double, _ digits: Int) -> String {
    let scale = pow(10, Double(digits))
    let whole = Int((number * scale).rounded())
    let rest = String(whole % Int(scale))
    return "\(whole / Int(scale)).\(String(repeating: "0", count: digits - rest.utf8.count))\(rest)"
}
