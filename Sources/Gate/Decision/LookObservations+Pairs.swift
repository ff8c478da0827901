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
            // A figure that one side lacks is as bad as can be, not left out: trials that lack it are not drawn by lot.
            case (nil, _):
                absentInBase += 1
                differences.append(-LogRatio.extreme)
            case (_, nil):
                absentInHead += 1
                differences.append(LogRatio.extreme)
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
