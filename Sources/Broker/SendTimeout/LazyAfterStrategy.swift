/// `lazy-after`, the article's broadcast with the least change that mends it: try first, and arm a timer only for a
/// send that would block; cancel it when the send wins.
///
/// A send that finds room costs no timer at all. One that waits costs a new timer and a tick buffer, which are freed
/// when the wait is over, so what is armed is at most one timer per sender. As with `timer`, each full subscriber costs
/// its partition a whole timeout, and the fast ones behind it wait too.
struct LazyAfterStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        LazyAfterTimeout(timeout: timeout, source: source)
    }
}

private final class LazyAfterTimeout: SendTimeout, @unchecked Sendable {
    // Sendable: used by one sender at a time, which alone changes `ticks` and `alarm`.
    private let timeout: Int64
    private let source: any TimerSource
    private(set) var ticks = TickBuffer()
    private var alarm: (any Alarm)?

    init(timeout: Int64, source: any TimerSource) {
        self.timeout = timeout
        self.source = source
    }

    /// The buffer is new as well: a timer that fires although it is cancelled cannot end the next wait.
    func willWait() {
        let ticks = TickBuffer()
        let alarm = source.makeAlarm { ticks.post() }
        self.ticks = ticks
        self.alarm = alarm
        alarm.set(after: timeout)
    }

    func didWait() {
        alarm?.cancel()
        alarm = nil
    }
}
