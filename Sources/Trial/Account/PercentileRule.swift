import Histogram

/// When a percentile may be reported: with at least 10/(1-p) samples, and from the 99th on only with so many messages,
/// since the deliveries of one message are no independent samples.
enum PercentileRule {
    /// `percentile` is from 0 to 100.
    static func allows(percentile: Double, samples: Int, messages: Int) -> Bool {
        // In thousandths of a percent: 1 - 0.999 is not 0.001 in binary.
        let tail = (100_000 - percentile * 1_000).rounded()
        guard Double(samples) * tail >= 10 * 100_000 else { return false }
        switch percentile {
        case 99.9...: return messages >= 1_000
        case 99...: return messages >= 100
        default: return true
        }
    }
}

extension Histogram<UInt64> {
    /// The value at that percentile (0 to 100), nil where there is too little to say so.
    func value(atPercentile percentile: Double, messages: Int) -> Double? {
        guard PercentileRule.allows(percentile: percentile, samples: Int(totalCount), messages: messages) else {
            return nil
        }
        return Double(Swift.min(valueAtPercentile(percentile), maxRecorded))
    }

    /// The largest value, to the histogram's digits; nil without any.
    var largest: Double? { totalCount > 0 ? Double(maxRecorded) : nil }

    /// The mean, nil without any value.
    var average: Double? { totalCount > 0 ? mean : nil }
}
