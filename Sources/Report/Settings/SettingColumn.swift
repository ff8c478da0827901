import Experiment

/// A parameter that can make a setting: a column of `trials.csv`, and how its values read. In the order of
/// `scripts/plots/settings.py`, the telling ones first.
enum SettingColumn: Int, CaseIterable, Sendable {
    case side, implementation, implementationVersion, loadModel, exact, offeredRate, slowFraction, slowKind, slowDelay,
        slowBurst, dispatch, timerSource, timeout, capacity, evictAfter, partitions, topics, publishers, executor,
        consumer, payload, messages, duration, warmup, drainLimit, heapLimit, overlapLimit, profiled

    /// What makes a setting of its own wherever it varies: a saturated trial is no open one.
    static let apart: [SettingColumn] = [.loadModel, .exact]

    /// Said of a scenario where it is the same for all of its trials, and of a setting where it is not.
    static let describing: Set<SettingColumn> = [
        .loadModel, .offeredRate, .slowFraction, .slowKind, .slowDelay, .dispatch, .timerSource, .timeout, .capacity,
    ]

    /// Nil where the parameter does not apply.
    func value(_ cell: ReportCell) -> SettingValue? {
        let setting = cell.cell
        return switch self {
        case .side: text(cell.side)
        case .implementation: text(setting.implementation)
        case .implementationVersion: text(cell.implementationVersion)
        case .loadModel: .text(setting.loadModel.rawValue)
        case .exact: .text(setting.exact ? "true" : "false")
        case .offeredRate: number(setting.offeredRatePerS)
        case .slowFraction: .number(setting.slowFraction)
        case .slowKind: text(setting.slowKind?.rawValue)
        case .slowDelay: number(setting.slowDelayMs)
        case .slowBurst: number(setting.slowBurst)
        case .dispatch: text(setting.dispatch?.rawValue)
        case .timerSource: text(setting.timerSource?.rawValue)
        case .timeout: number(setting.timeoutMs)
        default: number(count(setting)) ?? text(word(setting))
        }
    }

    private func count(_ setting: Cell) -> Double? {
        switch self {
        case .capacity: Double(setting.capacity)
        case .evictAfter: setting.evictAfter.map(Double.init)
        case .partitions: Double(setting.partitions)
        case .topics: Double(setting.topics)
        case .publishers: Double(setting.publishers)
        case .payload: Double(PayloadSize.bytes)
        case .messages: setting.messages.map(Double.init)
        case .duration: setting.durationS
        case .warmup: setting.warmupS
        case .drainLimit: setting.drainLimitS
        case .heapLimit: Double(setting.heapLimitBytes)
        case .overlapLimit: Double(setting.overlapLimit)
        default: nil
        }
    }

    private func word(_ setting: Cell) -> String? {
        switch self {
        case .executor: setting.executor
        case .consumer: setting.consumer
        case .profiled: setting.profiled ? "true" : "false"
        default: nil
        }
    }

    private func text(_ text: String?) -> SettingValue? { text.flatMap { $0.isEmpty ? nil : .text($0) } }

    private func number(_ number: Double?) -> SettingValue? { number.map { .number($0) } }

    private func number(_ number: Int?) -> SettingValue? { number.map { .number(Double($0)) } }

    /// The value as a title has it. Untrusted text.
    func words(_ value: SettingValue) -> String {
        let number = value.number ?? 0
        return switch self {
        case .side, .implementation, .slowKind, .dispatch: value.plain
        case .implementationVersion: "version \(value.plain)"
        case .loadModel: value == .text("open") ? "open load" : value.plain
        case .exact: value == .text("true") ? "counted exactly" : "timed"
        case .offeredRate: "\(value.plain) messages/s"
        case .slowFraction: number == 0 ? "none slow" : "\(FigureText.percent(number * 100)) slow"
        case .slowDelay: "slow delay \(FigureText.longDuration(number * 1e6))"
        case .slowBurst: "bursts of \(value.plain)"
        case .timerSource: "\(value.plain) timers"
        case .timeout: "timeout \(FigureText.longDuration(number * 1e6))"
        case .capacity: "capacity \(value.plain)"
        case .evictAfter: "evicted after \(value.plain)"
        case .partitions, .topics, .publishers, .messages: "\(value.plain) \(self)"
        case .executor, .consumer: "\(value.plain) \(self)"
        case .payload: "payload \(FigureText.size(number))"
        case .duration: "window \(FigureText.longDuration(number * 1e9))"
        case .warmup: "warm-up \(FigureText.longDuration(number * 1e9))"
        case .drainLimit: "drain limit \(FigureText.longDuration(number * 1e9))"
        case .heapLimit: "heap limit \(FigureText.size(number))"
        case .overlapLimit: "overlap limit \(value.plain)"
        case .profiled: value == .text("true") ? "profiled" : "not profiled"
        }
    }
}
