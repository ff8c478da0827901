import Experiment

extension TrialRecord {
    /// Whether the metric is a latency that is only a lower bound: what was still to come when the drain ended is in no
    /// percentile, so that a broker that delivers less would look no slower. Beside one that is known it is the worse
    /// one, by more than can be said.
    func isBound(_ metric: Metric) -> Bool {
        latencyBound == true && metric.isBoundByFastDeliveries
    }
}

extension Metric {
    /// Whether it is a latency of the fast class: what `latency_bound` speaks of.
    fileprivate var isBoundByFastDeliveries: Bool {
        group == .latency && unit == .nanoseconds && name.hasPrefix("\(SubscriberClass.fast.rawValue)_")
    }
}
