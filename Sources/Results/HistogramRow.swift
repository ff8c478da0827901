import Experiment

/// One row of `histograms.csv`: a histogram of a trial.
public struct HistogramRow: Sendable, Equatable {
    public var trialID: String
    public var histogram: TrialLine.Histogram

    public init(trialID: String, histogram: TrialLine.Histogram) {
        self.trialID = trialID
        self.histogram = histogram
    }
}
