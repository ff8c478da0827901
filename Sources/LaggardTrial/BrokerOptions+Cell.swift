import Broker
import Experiment
import Trial

extension BrokerOptions {
    /// What a cell asks for, in the broker's words, which are the cell's.
    /// - Throws: `TrialError` for what this broker does not offer.
    init(_ cell: Cell) throws {
        guard let kind = SendTimeoutKind(rawValue: cell.strategy.rawValue) else {
            throw TrialError("strategy '\(cell.strategy.rawValue)' is not offered")
        }
        self.init(sendTimeout: kind)
        if let timeout = cell.timeoutMs { self.timeout = .nanoseconds(Int64(timeout * 1_000_000)) }
        if let source = cell.timerSource {
            guard cell.strategy.timerSources.contains(source) else {
                throw TrialError("\(Matrix.Pair(strategy: cell.strategy, timerSource: source))")
            }
            // NIO's is not one of the broker's own kinds: `OurBroker` hands it over.
            timerSource = TimerSourceKind(rawValue: source.rawValue) ?? timerSource
        }
        if let evictAfter = cell.evictAfter { self.evictAfter = evictAfter }
        dispatch = cell.dispatch == .detached ? .detached : .awaited
        partitions = .fixed(cell.partitions)
        seed = cell.seed
    }
}
