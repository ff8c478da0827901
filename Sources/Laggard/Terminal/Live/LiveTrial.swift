import Experiment

/// The trial under way, as far as its child has told. Pure.
struct LiveTrial: Sendable, Equatable {
    /// Shorter spans make a rate of single bursts.
    private static let rateSpan = 0.2

    private var series: [LiveFigure: TrialSeries] = [:]
    private let plannedEnd: Double?
    private var began: Double?
    private var latest = 0.0
    /// Where the rate is counted from.
    private var counted: (elapsedS: Double, deliveries: Int)?

    init(_ cell: Cell) {
        plannedEnd =
            cell.durationS
            ?? cell.messages.flatMap { messages in
                cell.offeredRatePerS.map { Double(messages) / $0 }
            }
    }

    static func == (left: LiveTrial, right: LiveTrial) -> Bool {
        left.series == right.series && left.time == right.time
    }

    /// The time that a sparkline stands for: the whole of the trial as planned, or as long as it is by now.
    var time: ClosedRange<Double> {
        let start = began ?? 0
        return start...max(start, latest, plannedEnd ?? start)
    }

    /// The figures of which there is anything to show.
    var known: [LiveFigure] { LiveFigure.allCases.filter { series[$0]?.last != nil } }

    func series(_ figure: LiveFigure) -> TrialSeries { series[figure] ?? TrialSeries(figure.merging) }

    /// The child said something.
    mutating func take(_ line: TrialLine) {
        switch line {
        case .sample(let sample): take(sample)
        case .progress(let progress):
            if let p99 = progress.recentFastP99Ns { add(.p99, p99, at: progress.elapsedS) }
        case .hello, .ready, .histogram, .result: break
        }
    }

    private mutating func take(_ sample: TrialLine.Sample) {
        if let bytes = sample.allocatedBytes { add(.heap, Double(bytes), at: sample.elapsedS) }
        guard let deliveries = sample.deliveries else { return }
        guard let counted else {
            self.counted = (sample.elapsedS, deliveries)
            return
        }
        let span = sample.elapsedS - counted.elapsedS
        guard span >= Self.rateSpan else { return }
        self.counted = (sample.elapsedS, deliveries)
        add(.rate, (Double(deliveries) - Double(counted.deliveries)) / span, at: sample.elapsedS)
    }

    private mutating func add(_ figure: LiveFigure, _ value: Double, at elapsedS: Double) {
        guard elapsedS.isFinite else { return }
        began = min(began ?? elapsedS, elapsedS)
        latest = max(latest, elapsedS)
        series[figure, default: TrialSeries(figure.merging)].add(value, at: elapsedS)
    }
}
