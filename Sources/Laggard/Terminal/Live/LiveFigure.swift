import Experiment

/// What is shown of a trial under way, in its order on the line.
enum LiveFigure: String, CaseIterable, Sendable {
    case heap, rate, p99

    /// Which go first where there is too little room: the rate is often the schedule's, and the latency of the fast
    /// subscribers is what a run is about.
    static let leastFirst: [LiveFigure] = [.rate, .heap, .p99]

    var unit: Metric.Unit {
        switch self {
        case .heap: .bytes
        case .rate: .perSecond
        case .p99: .nanoseconds
        }
    }

    var scale: Sparkline.Scale { self == .heap ? .least : .zero }

    var merging: TrialSeries.Merging { self == .rate ? .mean : .largest }
}
