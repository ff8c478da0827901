import Experiment

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
                if base < 0 || head < 0 {
                    negative += 1
                } else {
                    differences.append(LogRatio.difference(base: base, head: head, metric.polarity))
                }
            }
        }
    }
}
