import Experiment

extension Measurements {
    /// Leaves out what depends on time, which an exact trial does not measure: its heap is slower than it is otherwise.
    mutating func keepExact() {
        let processTimes: [Metric] = [.cpuUser, .cpuSystem, .voluntarySwitches, .involuntarySwitches]
        for metric in Metric.all {
            let isTime = metric.unit == .nanoseconds || metric == .heapSlope || processTimes.contains(metric)
            if isTime || metric.group == .rates || metric.group == .latency { self[metric] = nil }
        }
    }
}
