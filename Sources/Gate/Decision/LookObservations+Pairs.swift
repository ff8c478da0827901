import Experiment

extension TrialRecord {
    /// Whether the metric is a latency that is only a lower bound: what was still to come when the drain ended is in no
    /// percentile, so that a broker that delivers less would look no slower. Beside one that is known it is the worse
    /// one, by more than can be said.
    fileprivate func isBound(_ metric: Metric) -> Bool {
        metric.group == .latency && metric.unit == .nanoseconds && latencyBound == true
    }
}

extension LookObservations {
    /// What pairs of one cell say of a metric.
    public init(_ pairs: [TrialPair], of metric: Metric) {
        self.init(differences: [])
        for pair in pairs {
            guard pair.hasBothEndedWell else {
                failed += 1
                continue
            }
            switch (pair.base.measurements[metric], pair.head.measurements[metric]) {
            case (nil, nil): absentInBoth += 1
            case (nil, _): absentInBase += 1
            case (_, nil): absentInHead += 1
            case (let base?, let head?):
                switch (pair.base.isBound(metric), pair.head.isBound(metric)) {
                case (true, true): bounded += 1
                case (false, true): differences.append(LogRatio.extreme)
                case (true, false): differences.append(-LogRatio.extreme)
                case (false, false) where base < 0 || head < 0: negative += 1
                case (false, false):
                    differences.append(LogRatio.difference(base: base, head: head, metric.polarity))
                }
            }
        }
    }
}
