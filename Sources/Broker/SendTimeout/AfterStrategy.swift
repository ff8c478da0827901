/// `after`, as the article published it:
///
/// ```go
/// select {
/// case subscribers[j] <- msg:
/// case <-time.After(time.Millisecond * 5):
/// case <-b.exit:
///     return
/// }
/// ```
///
/// `select` evaluates all its cases before it picks one, so every send arms a new timer, also one that finds room. None
/// is ever cancelled: each stays in memory until it fires. Heap = sends per second x timeout x bytes per timer.
struct AfterStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        AfterTimeout(timeout: timeout, source: source)
    }
}

private final class AfterTimeout: SendTimeout, @unchecked Sendable {
    // Sendable: used by one sender at a time, which alone changes `ticks`.
    private let timeout: Int64
    private let source: any TimerSource
    private(set) var ticks = TickBuffer()

    init(timeout: Int64, source: any TimerSource) {
        self.timeout = timeout
        self.source = source
    }

    func willSend() -> Bool {
        let ticks = TickBuffer()
        self.ticks = ticks
        source.fireOnce(after: timeout) { ticks.post() }
        return false
    }
}
