/// `timer`, the article's first fix repaired: one reusable timer per partition, stopped, drained and reset before each
/// send. A full subscriber costs its partition one whole timeout, so the fast ones behind it wait too.
struct TimerStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        TimerTimeout(timeout: timeout, source: source)
    }
}

private final class TimerTimeout: SendTimeout {
    private let timeout: Int64
    private let timer: ReusableTimer

    init(timeout: Int64, source: any TimerSource) {
        self.timeout = timeout
        timer = ReusableTimer(source: source)
    }

    var ticks: TickBuffer { timer.ticks }

    func willSend() -> Bool {
        timer.drainAndReset(after: timeout)
        return false
    }

    func end() { timer.stop() }
    func retire() { timer.disarm() }
}
