import Experiment

/// What the trial's machine wants done.
enum TrialAction: Sendable, Equatable {
    /// Close the child's input and see to it that it leaves: soon by itself, else by force.
    case endChild(grace: Duration)
    /// The trial is over.
    case finish(TrialEnd)
}

/// What came of a trial.
enum TrialEnd: Sendable, Equatable {
    case recorded(TrialFindings)
    /// The runner was told to stop: there is no row, the trial will be run again by a resume.
    case interrupted
}

/// The part of a row that the trial itself decides.
struct TrialFindings: Sendable, Equatable {
    var status: TrialStatus
    var statusDetail: String?
    var hello: TrialLine.Hello?
    var behind: Bool?
    var latencyBound: Bool?
    var measurements = Measurements()
    var samples: [TrialLine.Sample] = []
    var histograms: [TrialLine.Histogram] = []
}
