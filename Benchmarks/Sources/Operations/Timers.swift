@_spi(Benchmarks) import Broker

extension Operation {
    /// What each timer source takes for a timer that does not get to fire.
    static var timers: [Operation] {
        TimerSourceKind.allCases.flatMap { source in
            [
                Operation("timer/\(source.rawValue)/arm-cancel") { TimerRig(source) { $0.armAndCancel(after: $1) } },
                Operation("timer/\(source.rawValue)/set-again") { TimerRig(source) { $0.setAgain(after: $1) } },
            ]
        }
    }
}

/// An operation is what it is told to do with a timer of one second.
private final class TimerRig: Rig {
    private let probe: TimerProbe
    private let action: @Sendable (TimerProbe, Int64) -> Void

    init(_ source: TimerSourceKind, _ action: @escaping @Sendable (TimerProbe, Int64) -> Void) {
        probe = TimerProbe(source)
        self.action = action
    }

    func run(_ count: Int) async {
        for _ in 0..<count { action(probe, 1_000_000_000) }
    }

    func end() async { probe.cancel() }
}
