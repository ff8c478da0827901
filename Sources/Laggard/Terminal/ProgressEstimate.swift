/// How long the rest of a run takes, judged by what the trials so far took against what was expected. Pure.
struct ProgressEstimate: Sendable, Equatable {
    /// Expected seconds of each trial, in order.
    let expected: [Double]
    private(set) var finished = 0
    private var spent = 0.0
    private var spentExpected = 0.0

    init(expected: [Double]) { self.expected = expected }

    var count: Int { expected.count }

    /// A trial is over.
    mutating func finish(after seconds: Double) {
        guard finished < expected.count else { return }
        spent += seconds
        spentExpected += expected[finished]
        finished += 1
    }

    /// Seconds left, `elapsed` into the present trial.
    func left(elapsed: Double) -> Double {
        let rest = expected[min(finished, expected.count)...].reduce(0, +)
        // A share of what is expected steadies the factor while there are few.
        let prior = rest / Double(max(1, count))
        let factor = finished == 0 ? 1 : (spent + prior) / max(spentExpected + prior, 0.001)
        return max(0, rest * factor - elapsed)
    }
}
