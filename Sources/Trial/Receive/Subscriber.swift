import Experiment
import Histogram

/// One subscriber of a trial: times, counts and checks what it receives.
///
/// `received` serves everybody. For a fast subscriber a broker may hand over a batch without suspending:
/// `receivedFirst` once, then `receivedNext`; neither locks nor allocates.
///
/// `@unchecked Sendable`: one task or thread at a time hands it messages, each after the other (the broker's reader),
/// and the trial reads what it has counted only once that reader has ended.
public final class Subscriber: @unchecked Sendable {
    /// Its position among all subscribers of the trial: what the observer is to be told.
    public let index: Int
    /// Whether it needs to digest: a slow one must be given one message at a time, through `received`.
    public let isSlow: Bool

    let topic: Int
    let context: ReceiptContext
    /// Behind a pointer, since the compiler checks every access to a variable of a class for exclusivity.
    private let receipts: UnsafeMutablePointer<Receipts>

    init(index: Int, topic: Int, digestion: Digestion?, context: ReceiptContext) {
        self.index = index
        self.topic = topic
        self.isSlow = digestion != nil
        self.context = context
        receipts = .allocate(capacity: 1)
        receipts.initialize(
            to: Receipts(
                ledger: SequenceLedger(publishers: context.publishers, messages: context.messagesPerTopic),
                digestion: digestion))
    }

    deinit {
        receipts.deinitialize(count: 1)
        receipts.deallocate()
    }

    /// What it has counted. Only once its reader has ended.
    var tally: ReceiptTally { receipts.pointee.tally }

    /// Receives one message, reading the clock, and digests it if the subscriber is slow.
    public func received(_ message: TrialMessage) async {
        guard isSlow else {
            receivedFirst(message)
            return
        }
        // What a slow subscriber has not read when the accounts are taken is for the gate's other side.
        if context.state.phase == .stopping { await context.gate.wait() }
        receivedFirst(message)
        await digest(message)
    }

    /// Receives the first message of a batch: reads the clock. For a fast subscriber.
    public func receivedFirst(_ message: TrialMessage) {
        receipts.pointee.now = MonotonicClock.now()
        receipts.pointee.shard = context.recorder.shard()
        receipts.pointee.phase = context.state.phase
        receipts.pointee.published = context.topics.published(topic: topic)
        count(message)
    }

    /// Receives a further message of the same batch, on the same thread and without suspending in between. The time
    /// of the first counts, unless this one was published after it.
    public func receivedNext(_ message: TrialMessage) {
        if message.actual > receipts.pointee.now {
            receipts.pointee.now = MonotonicClock.now()
            receipts.pointee.published = context.topics.published(topic: topic)
        }
        count(message)
    }

    @inline(__always)
    private func count(_ message: TrialMessage) {
        let shard = receipts.pointee.shard.unsafelyUnwrapped
        shard.pointee.received.incrementAsOnlyWriter()
        if receipts.pointee.phase == .window { shard.pointee.inWindow.incrementAsOnlyWriter() }
        if message.index >= 0 { account(message, shard) }
    }

    /// A message of the window.
    @inline(__always)
    private func account(_ message: TrialMessage, _ shard: Recorder.Shard) {
        let index = Int(message.index)
        switch receipts.pointee.ledger.enter(index: index, publisher: Int(message.publisher)) {
        case .inOrder: break
        case .outOfOrder: receipts.pointee.tally.outOfOrder &+= 1
        case .duplicate:
            receipts.pointee.tally.duplicates &+= 1
            return
        case .tooOld, .foreign:
            failForeign(message)
            return
        }
        guard receipts.pointee.phase != .stopping else {
            receipts.pointee.tally.depthLeft &+= 1
            return
        }
        receipts.pointee.tally.unique &+= 1
        let lag = receipts.pointee.published - index - 1
        if lag > receipts.pointee.tally.lagMax { receipts.pointee.tally.lagMax = lag }
        if isSlow {
            shard.pointee.uniqueSlow.incrementAsOnlyWriter()
        } else {
            shard.pointee.uniqueFast.incrementAsOnlyWriter()
        }
        if context.timesLatency { time(message, shard.pointee.latencies + (isSlow ? 1 : 0)) }
    }

    @inline(__always)
    private func time(_ message: TrialMessage, _ latencies: UnsafeMutablePointer<LatencyRecorder>) {
        let corrected = receipts.pointee.now &- message.intended
        let uncorrected = receipts.pointee.now &- message.actual
        guard uncorrected >= 0, corrected >= uncorrected,
            latencies.pointee.corrected.record(corrected),
            latencies.pointee.uncorrected.record(uncorrected)
        else {
            failTiming(message)
            return
        }
    }

    // MARK: Digesting

    private func digest(_ message: TrialMessage) async {
        switch receipts.pointee.digestion?.next(isOfWindow: message.index >= 0) ?? .nothing {
        case .nothing: break
        case .sleep(let nanoseconds): await context.sleeper?.sleep(nanoseconds: nanoseconds)
        case .compute(let nanoseconds): compute(nanoseconds)
        case .stall: await context.gate.wait()
        }
    }

    private func compute(_ nanoseconds: Int64) {
        let deadline = MonotonicClock.threadCPUTime() + nanoseconds
        while MonotonicClock.threadCPUTime() < deadline, context.state.phase != .stopping {}
    }

    // MARK: Bugs

    @inline(never)
    private func failForeign(_ message: TrialMessage) {
        context.state.fail(
            "subscriber \(index) received message \(message.index) of publisher \(message.publisher) on topic \(topic): "
                + "either it is none of this trial, or it is older than the last \(SequenceLedger.window) messages, "
                + "so that it cannot be told whether it came twice")
    }

    @inline(never)
    private func failTiming(_ message: TrialMessage) {
        context.state.fail(
            "subscriber \(index) received message \(message.index) at \(receipts.pointee.now) ns, intended at "
                + "\(message.intended) ns and published at \(message.actual) ns: negative, or above one hour; "
                + "a clock was read at the wrong moment")
    }
}
