import Experiment
import HistogramEncoding

/// The latency curves of a cell: of each trial, and of those that ended as `ok` added up.
struct CellCurves: Sendable {
    /// By class of subscribers; absent where there are too few samples.
    typealias ByClass = [SubscriberClass: PercentileCurve]

    var merged: ByClass = [:]
    /// In the order of the cell's trials.
    var trials: [ByClass]

    /// Throws where a histogram cannot be decoded.
    init(_ cell: ReportCell, of run: ReportRun) throws(BadHistogram) {
        trials = cell.trials.map { _ in [:] }
        for side in SubscriberClass.allCases {
            var sum: HistogramCounts?
            var messages = 0.0
            for (index, trial) in cell.trials.enumerated() {
                guard let encoded = run.histograms[trial.trialID]?[side] else { continue }
                let counts = try Self.decoded(encoded, run)
                let published = trial.measurements[.published] ?? 0
                trials[index][side] = PercentileCurve(counts, messages: published)
                guard trial.status == .ok else { continue }
                messages += published
                sum = try Self.sum(sum, counts, encoded, run)
            }
            if let sum { merged[side] = PercentileCurve(sum, messages: messages) }
        }
    }

    private static func decoded(_ encoded: EncodedHistogram, _ run: ReportRun) throws(BadHistogram) -> HistogramCounts {
        do throws(HistogramCounts.Undecodable) {
            return try HistogramCounts(encoded: encoded.encoding)
        } catch {
            throw BadHistogram(folder: run.folder, line: encoded.line, reason: error.description)
        }
    }

    private static func sum(
        _ sum: HistogramCounts?, _ counts: HistogramCounts, _ encoded: EncodedHistogram, _ run: ReportRun
    ) throws(BadHistogram) -> HistogramCounts {
        guard let sum else { return counts }
        guard let both = sum.adding(counts) else {
            throw BadHistogram(
                folder: run.folder, line: encoded.line,
                reason: "with its cell's others it counts more than 63 bits hold")
        }
        return both
    }
}
