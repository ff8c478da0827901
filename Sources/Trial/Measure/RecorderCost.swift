import Experiment
import Glibc

/// What one delivery costs the recorder: counts, the sequence check, two histograms, and a clock reading per batch.
///
/// Batches go round 100 subscribers, as a broadcast's do, so that what one subscriber keeps is no more at hand than in
/// a trial. The loop that makes up the messages is part of the figure (about 1 ns).
struct RecorderCost {
    private static let subscribers = 100
    private static let rounds = 9

    private let recorder = Recorder(threads: 2, hasSlow: false)
    private let state = TrialState()
    private let subscribers: [Subscriber]
    private let jitter: [Int64]

    init() {
        let context = ReceiptContext(
            state: state, topics: Topics(fanOuts: [Self.subscribers], fastFanOuts: [Self.subscribers]),
            recorder: recorder, gate: Gate(), sleeper: nil, publishers: 1, messagesPerTopic: nil, timesLatency: true)
        subscribers = (0..<Self.subscribers).map { Subscriber(index: $0, topic: 0, digestion: nil, context: context) }
        var random = SplitMix64(seed: 1, stream: 0)
        // Up to 4 ms, so that counts fall all over the histogram.
        jitter = (0..<1_024).map { _ in Int64.random(in: 0..<4_000_000, using: &random) }
        state.enter(.window)
    }

    /// Nanoseconds of CPU time per delivery, the median of 9 rounds of `messages` messages to each of 100 subscribers.
    /// - Throws: `TrialError` if the recorder has not counted every one.
    func nanoseconds(batch: Int, messages: Int) throws -> Double {
        let perRound = max(1, messages / batch) * batch
        var times: [Double] = []
        for round in 0..<Self.rounds {
            // CPU time: what other processes take is not the recorder's.
            let start = MonotonicClock.threadCPUTime()
            deliver(from: round * perRound, count: perRound, batch: batch, published: MonotonicClock.now())
            times.append(Double(MonotonicClock.threadCPUTime() - start) / Double(perRound * Self.subscribers))
        }
        let (counted, made) = (recorder.counts().uniqueFast, perRound * Self.rounds * Self.subscribers)
        guard counted == made, state.requestedEnding == nil else {
            throw TrialError("the recorder counted \(counted) of \(made) deliveries")
        }
        return times.sorted()[Self.rounds / 2]
    }

    private func deliver(from first: Int, count: Int, batch: Int, published: Int64) {
        let subscribers = subscribers.map { Unmanaged.passUnretained($0) }
        withUnsafeTemporaryAllocation(of: TrialMessage.self, capacity: batch) { messages in
            for index in stride(from: first, to: first + count, by: batch) {
                for subscriber in subscribers {
                    for next in 0..<batch {
                        messages.initializeElement(at: next, to: message(index &+ next, published))
                    }
                    // A reader holds its subscriber: no reference is counted for each batch.
                    subscriber._withUnsafeGuaranteedRef { $0.received(UnsafeBufferPointer(messages).span) }
                }
            }
        }
    }

    @inline(__always)
    private func message(_ index: Int, _ published: Int64) -> TrialMessage {
        TrialMessage(
            intended: published &- jitter[index & 1_023], actual: published, index: Int32(truncatingIfNeeded: index),
            publisher: 0)
    }
}
