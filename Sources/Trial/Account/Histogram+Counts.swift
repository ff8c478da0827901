import Histogram
import HistogramEncoding

extension Histogram<UInt64> {
    /// What it has counted, to be encoded.
    var counts: HistogramCounts {
        guard
            let layout = HistogramLayout(
                lowestDiscernibleValue: lowestDiscernibleValue, highestTrackableValue: highestTrackableValue,
                significantDigits: Int(numberOfSignificantValueDigits.rawValue))
        else { preconditionFailure("both follow HdrHistogram: what makes a histogram there makes one here") }
        var counts = HistogramCounts(layout: layout)
        for entry in recordedValues() { counts.record(entry.value, count: Int64(entry.count)) }
        return counts
    }
}
