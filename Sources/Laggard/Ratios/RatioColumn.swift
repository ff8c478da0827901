import Experiment

/// The figures that implementations are compared in. Heap figures are none of them: each runtime has its own.
enum RatioColumn: CaseIterable {
    /// At the offered rate it says whether the latencies are of the same work.
    case deliveries
    case cpu
    case fastP99

    var title: String {
        switch self {
        case .deliveries: "deliveries"
        case .cpu: "CPU per delivery"
        case .fastP99: "fast p99"
        }
    }

    var metric: Metric {
        switch self {
        case .deliveries: .deliveryRate
        case .cpu: .cpuPerDelivery
        case .fastP99: .latencyP99(.fast)
        }
    }

    /// Whether that trial's figure may be a lower bound of the true one.
    func isBound(_ trial: TrialRecord) -> Bool { self == .fastP99 && trial.latencyBound == true }
}
