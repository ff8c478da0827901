/// `ticker`, the article's second fix repaired: one ticker per partition, alive as long as its sender. A wait ends at
/// the next tick, so it lasts anything in (0, timeout].
struct TickerStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        TickerTimeout(Ticker(source: source, period: timeout))
    }
}

private final class TickerTimeout: SendTimeout {
    private let ticker: Ticker

    init(_ ticker: Ticker) { self.ticker = ticker }

    var ticks: TickBuffer { ticker.ticks }

    func begin() {
        ticks.take()
        ticker.start()
    }

    /// A tick from the time before this wait would end it at once.
    func willWait() { ticks.take() }
    func end() { ticker.stop() }
    func retire() { ticker.disarm() }
}
