@_spi(Benchmarks) import Broker
import BrokerNIO
import Experiment

extension Operation {
    /// What each timer source takes for a timer that does not get to fire.
    static var timers: [Operation] {
        TimerSourceName.allCases.flatMap { source in
            [
                Operation("timer/\(source.rawValue)/arm-cancel") { try TimerRig(source, isNew: true) },
                Operation("timer/\(source.rawValue)/set-again") { try TimerRig(source, isNew: false) },
            ]
        }
    }
}

/// A timer source that the broker has no case for, and this package no program.
struct UnknownSource: Error, CustomStringConvertible {
    let name: TimerSourceName
    var description: String { "the micro-benchmarks do not know the timer source '\(name.rawValue)'" }
}

extension TimerSourceName {
    /// The source itself.
    func make() throws -> any TimerSource {
        if self == .nio { return NIOTimerSource() }
        guard let kind = TimerSourceKind(rawValue: rawValue) else { throw UnknownSource(name: self) }
        return kind.makeForBenchmarks()
    }
}

/// An operation is a new alarm armed and cancelled, or one alarm set again; to one second.
private final class TimerRig: Rig {
    private let source: any TimerSource
    private let alarm: any Alarm
    private let isNew: Bool

    init(_ name: TimerSourceName, isNew: Bool) throws {
        source = try name.make()
        alarm = source.makeAlarm {}
        self.isNew = isNew
    }

    func run(_ count: Int) async {
        for _ in 0..<count {
            let alarm = isNew ? source.makeAlarm {} : alarm
            alarm.set(after: 1_000_000_000)
            if isNew { alarm.cancel() }
        }
    }

    func end() async { alarm.cancel() }
}
