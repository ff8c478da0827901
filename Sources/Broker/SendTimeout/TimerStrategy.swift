/// `timer`, the article's first fix repaired: one reusable timer per partition, stopped, drained and reset before each
/// send. A full subscriber costs its partition one whole timeout, so the fast ones behind it wait too.
struct TimerStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        TimerTimeout(timeout: timeout, source: source)
    }
}

/// One look at the clock serves some sends that follow each other without a wait: it would cost as much as the rest of
/// the send. A wait is timed by a look of its own.
private final class TimerTimeout: SendTimeout, @unchecked Sendable {
    // Sendable: used by one sender at a time, which alone changes `now` and `sendsLeft`.
    private static let sendsPerLook = 16
    private let timeout: Int64
    private let timer: ReusableTimer
    private let source: any TimerSource
    private var now: Int64 = 0
    /// Sends that `now` is still good for.
    private var sendsLeft = 0

    init(timeout: Int64, source: any TimerSource) {
        self.timeout = timeout
        self.source = source
        timer = ReusableTimer(source: source)
    }

    var ticks: TickBuffer { timer.ticks }

    func begin() { sendsLeft = 0 }

    func willSend() -> Bool {
        if sendsLeft == 0 {
            now = source.now()
            sendsLeft = Self.sendsPerLook
        }
        sendsLeft -= 1
        timer.drainAndReset(after: timeout, now: now)
        return false
    }

    func willWait() { timer.drainAndReset(after: timeout) }
    func didWait() { sendsLeft = 0 }

    func end() { timer.stop() }
    func retire() { timer.disarm() }
}
