/// `shared-timer`, the article's first fix as published:
///
/// ```go
/// idleTimeout := time.NewTimer(idleDuration)
/// defer idleTimeout.Stop()
/// pub := func(start int) {
///     for j := start; j < count; j += concurrency {
///         idleTimeout.Reset(idleDuration)
///         select {
///         case subscribers[j] <- msg:
///         case <-idleTimeout.C:
///         case <-b.exit:
///             return
///         }
///     }
/// }
/// ```
///
/// All partitions reset one timer, without draining it: each reset pushes the deadline of the others out, so a wait can
/// go far beyond the timeout; a tick meant for one is taken by another; and one that nobody took drops the next message
/// although there is room. The stop comes when the broadcast call returns: detached, that is before most resets.
struct SharedTimerStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeShared() -> (any SharedTimeout)? {
        let timer = ReusableTimer(source: source)
        timer.reset(after: timeout)
        return SharedTimer(timer)
    }

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        guard let shared = shared as? SharedTimer else {
            preconditionFailure("a shared timer comes with its broadcast")
        }
        return SharedTimerTimeout(timeout: timeout, timer: shared.timer)
    }
}

private final class SharedTimer: SharedTimeout {
    let timer: ReusableTimer
    init(_ timer: ReusableTimer) { self.timer = timer }
    func broadcastReturned() { timer.disarm() }
}

private final class SharedTimerTimeout: SendTimeout {
    private let timeout: Int64
    private let timer: ReusableTimer

    init(timeout: Int64, timer: ReusableTimer) {
        self.timeout = timeout
        self.timer = timer
    }

    var ticks: TickBuffer { timer.ticks }
    var isReusable: Bool { false }

    func willSend() -> Bool {
        timer.reset(after: timeout)
        return ticks.hasTick
    }
}
