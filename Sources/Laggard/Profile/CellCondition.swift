import ArgumentParser
import Experiment

/// One `--where key=value`: what a cell must have. Pure.
struct CellCondition: Sendable, Equatable {
    /// What tells cells of a plan apart, in the plan's words.
    enum Key: String, Sendable, CaseIterable {
        case scenario, implementation, strategy
        case timerSource = "timer_source"
        case timeout, dispatch, partitions, topics, publishers, subscribers, capacity
        case slowFraction = "slow_fraction"
        case slowKind = "slow_kind"
        case slowDelay = "slow_delay"
        case loadModel = "load_model"
        case rate, duration, messages

        /// The value as a plan may write it; nil where it does not apply.
        func text(of cell: Cell) -> String? {
            switch self {
            case .scenario: cell.scenario
            case .implementation: cell.implementation
            case .strategy: cell.strategy.rawValue
            case .timerSource: cell.timerSource?.rawValue
            case .timeout: cell.timeoutMs.map { Self.number($0) + "ms" }
            case .dispatch: cell.dispatch?.rawValue
            case .partitions: String(cell.partitions)
            case .topics: String(cell.topics)
            case .publishers: String(cell.publishers)
            case .subscribers: String(cell.subscribers)
            case .capacity: String(cell.capacity)
            case .slowFraction: Self.number(cell.slowFraction)
            case .slowKind: cell.slowKind?.rawValue
            case .slowDelay: cell.slowDelayMs.map { Self.number($0) + "ms" }
            case .loadModel: cell.loadModel.rawValue
            case .rate: cell.offeredRatePerS.map(Self.number)
            case .duration: cell.durationS.map { Self.number($0) + "s" }
            case .messages: cell.messages.map(String.init)
            }
        }

        private static func number(_ value: Double) -> String {
            value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        }
    }

    let key: Key
    let value: String

    func holds(for cell: Cell) -> Bool { key.text(of: cell) == value }
}

extension CellCondition: ExpressibleByArgument {
    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let key = Key(rawValue: parts[0]) else { return nil }
        self.init(key: key, value: parts[1])
    }
}
