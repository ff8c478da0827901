import Experiment

/// One row of `samples.csv`: a point of a trial's time series.
public struct SampleRow: Sendable, Equatable {
    public var trialID: String
    public var sample: TrialLine.Sample

    public init(trialID: String, sample: TrialLine.Sample) {
        self.trialID = trialID
        self.sample = sample
    }
}
