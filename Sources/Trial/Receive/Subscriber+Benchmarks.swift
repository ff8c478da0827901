@_spi(Benchmarks)
extension Subscriber {
    /// A fast subscriber without a trial, in the midst of a window whose latencies are timed: for the recorder's
    /// micro-benchmarks.
    public static func forBenchmarks() -> Subscriber {
        let state = TrialState()
        state.enter(.window)
        let context = ReceiptContext(
            state: state, topics: Topics(fanOuts: [1], fastFanOuts: [1]),
            recorder: Recorder(threads: 4, hasSlow: false), gate: Gate(), sleeper: nil, publishers: 1,
            messagesPerTopic: nil, timesLatency: true)
        return Subscriber(index: 0, topic: 0, digestion: nil, context: context)
    }

    /// Deliveries that it has counted, and what would have failed the trial. Only while nobody hands it messages.
    public var accountForBenchmarks: (deliveries: Int, fault: String?) {
        (tally.unique, context.state.requestedEnding?.detail)
    }
}
