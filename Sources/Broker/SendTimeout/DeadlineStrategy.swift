/// `deadline`: tries every subscription once without waiting, then waits for all the full ones together, under one
/// deadline for the whole broadcast. It lasts N tries and at most one timeout, where a wait for each in turn lasts a
/// timeout per full subscription; and no fast one stands behind a slow one.
struct DeadlineStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        DeadlineTimeout(timeout: timeout, source: source)
    }
}

/// Armed once per broadcast, when the tries are over and some are full.
private final class DeadlineTimeout: SendTimeout {
    private let timeout: Int64
    private let timer: ReusableTimer

    init(timeout: Int64, source: any TimerSource) {
        self.timeout = timeout
        timer = ReusableTimer(source: source)
    }

    var ticks: TickBuffer { timer.ticks }
    func willWait() { timer.drainAndReset(after: timeout) }
    func end() { timer.stop() }
    func retire() { timer.disarm() }
}
