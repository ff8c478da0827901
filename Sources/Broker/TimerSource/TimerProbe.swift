/// A timer source laid open to the micro-benchmarks; nobody else needs to see one.
@_spi(Benchmarks)
public final class TimerProbe: Sendable {
    private let source: any TimerSource
    private let alarm: any Alarm

    public init(_ kind: TimerSourceKind) {
        source = kind.make()
        alarm = source.makeAlarm {}
    }

    /// Arms a new alarm and cancels it: a wait that room has ended in time.
    public func armAndCancel(after nanoseconds: Int64) {
        let alarm = source.makeAlarm {}
        alarm.set(after: nanoseconds)
        alarm.cancel()
    }

    /// Sets one alarm again and again: the next wait of the same sender.
    public func setAgain(after nanoseconds: Int64) { alarm.set(after: nanoseconds) }

    /// Nothing stays armed. It is not used again.
    public func cancel() { alarm.cancel() }
}
