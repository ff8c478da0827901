import Experiment

/// One rate under probe: trials until two of three say the same, since a machine's bad moment must not decide.
public struct RateProbe: Sendable {
    /// Trials that agree.
    public static let needed = 2

    public let rate: Double
    public private(set) var trials: [TrialRecord] = []
    private let limits: [Limit]
    private var held = 0
    /// Why trials did not hold.
    public private(set) var complaints: [RateComplaint] = []

    public init(rate: Double, limits: [Limit]) {
        self.rate = rate
        self.limits = limits
    }

    /// Whether the rate holds; nil as long as that is open.
    public var holds: Bool? {
        if held >= Self.needed { return true }
        return complaints.count >= Self.needed ? false : nil
    }

    /// The median of a metric over the trials that have it; nil where none has.
    public func median(_ metric: Metric) -> Double? {
        LogRatio.median(trials.compactMap { $0.measurements[metric] })
    }

    public mutating func record(_ trial: TrialRecord) {
        trials.append(trial)
        if let complaint = RateComplaint(trial, limits) { complaints.append(complaint) } else { held += 1 }
    }
}
