import Experiment

extension Metric {
    /// Whether a trial of that cell can have the figure at all: an absent one is then a lack and not a matter of course.
    public func applies(to cell: Cell) -> Bool {
        if name.hasPrefix("\(SubscriberClass.slow.rawValue)_"), cell.slowSubscribers == 0 { return false }
        if self == .allocationsPerDelivery { return cell.exact }
        if isTimed, cell.exact { return false }
        switch self {
        // How long nobody was waited for is not known.
        case .sendWaitP99, .sendWaitMax: return cell.strategy.waits && cell.slowSubscribers > 0
        case .sendDelayP50, .sendDelayP99, .sendDelayMax: return cell.loadModel == .open
        // A closed loop has no latency worth the name.
        default: return group != .latency || cell.loadModel == .open
        }
    }

    /// Whether an exact trial, which counts and times nothing, leaves it out.
    private var isTimed: Bool {
        let processTimes: [Metric] = [.cpuUser, .cpuSystem, .voluntarySwitches, .involuntarySwitches, .heapSlope]
        return unit == .nanoseconds || group == .rates || group == .latency || processTimes.contains(self)
    }
}
