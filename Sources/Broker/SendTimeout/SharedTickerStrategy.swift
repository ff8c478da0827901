/// `shared-ticker`, the article's second fix as published:
///
/// ```go
/// idleTimeout := time.NewTicker(5 * time.Millisecond)
/// defer idleTimeout.Stop()
/// pub := func(start int) {
///     for j := start; j < count; j += concurrency {
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
/// The ticker is stopped when the broadcast call returns. Detached, that is at once: it never ticks, nothing ever times
/// out, and senders pile up behind slow subscribers. Awaited, its ticks go to whichever partition comes first.
struct SharedTickerStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeShared() -> (any SharedTimeout)? {
        let ticker = Ticker(source: source, period: timeout)
        ticker.start()
        return SharedTicker(ticker)
    }

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        guard let shared = shared as? SharedTicker else {
            preconditionFailure("a shared ticker comes with its broadcast")
        }
        return SharedTickerTimeout(shared.ticker)
    }
}

private final class SharedTicker: SharedTimeout {
    let ticker: Ticker
    init(_ ticker: Ticker) { self.ticker = ticker }
    func broadcastReturned() { ticker.disarm() }
}

private final class SharedTickerTimeout: SendTimeout {
    private let ticker: Ticker
    init(_ ticker: Ticker) { self.ticker = ticker }
    var ticks: TickBuffer { ticker.ticks }
    var isReusable: Bool { false }
    func willSend() -> Bool { ticks.hasTick }
}
