import Experiment
import Histogram

/// One subscriber of a trial: times, counts and checks what it receives.
///
/// `received(message)` serves everybody; to a fast subscriber a broker may hand over a whole batch, which costs less.
/// `handle` is for brokers that call a function instead of resuming a task.
/// Neither locks nor allocates.
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
    /// The context's: without counting a reference to it for every batch.
    private let recorder: Unmanaged<Recorder>
    /// Behind a pointer, since the compiler checks every access to a variable of a class for exclusivity.
    private let receipts: UnsafeMutablePointer<Receipts>

    init(index: Int, topic: Int, digestion: Digestion?, context: ReceiptContext) {
        self.index = index
        self.topic = topic
        self.isSlow = digestion != nil
        self.context = context
        recorder = .passUnretained(context.recorder)
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
            receivedAlone(message)
            return
        }
        // What a slow subscriber has not read when the accounts are taken is for the gate's other side.
        if context.state.phase == .stopping { await context.gate.wait() }
        receivedAlone(message)
        await digest(message)
    }

    /// Receives what was read without suspending in between, for a fast subscriber. The clock is read once for all of
    /// it, and again for a message that was published after that.
    public func received(_ batch: Span<TrialMessage>) {
        guard !batch.isEmpty else { return }
        let shard = recorder._withUnsafeGuaranteedRef { $0.shard() }
        let phase = context.state.phase
        let unique = count(batch, shard, in: phase)
        shard.pointee.add(received: batch.count, unique: unique, isSlow: isSlow, isInWindow: phase == .window)
    }

    /// Receives what a broker's handler is called with. Where the subscriber is slow it blocks the calling thread for
    /// each message, as long as that takes to digest; until the broker has been closed, if it has stalled.
    public func handle(_ batch: Span<TrialMessage>) {
        guard isSlow else {
            received(batch)
            return
        }
        for position in batch.indices {
            if context.state.phase == .stopping { context.gate.waitBlocking() }
            receivedAlone(batch[position])
            digestBlocking(batch[position])
        }
    }

    private func receivedAlone(_ message: TrialMessage) {
        withUnsafePointer(to: message) { received(UnsafeBufferPointer(start: $0, count: 1).span) }
    }

    /// - Returns: deliveries of the window's messages, each once, before the accounts were closed.
    @inline(__always)
    private func count(_ batch: Span<TrialMessage>, _ shard: Recorder.Shard, in phase: TrialPhase) -> Int {
        let latencies = context.timesLatency ? shard.pointee.latencies + (isSlow ? 1 : 0) : nil
        let now = MonotonicClock.now()
        let published = context.topics.published(topic: topic)
        guard phase != .stopping, enterInOrder(batch, at: now, published) else {
            return countOneByOne(batch, latencies, in: phase, at: now, published)
        }
        if let latencies, let odd = latencies.pointee.record(batch, at: now) { failTiming(batch[odd], at: now) }
        return batch.count
    }

    /// Enters a batch as it usually is: the window's next messages, one behind the other, published before `now`.
    /// - Returns: false, with nothing entered, where it is not.
    @inline(__always)
    private func enterInOrder(_ batch: Span<TrialMessage>, at now: Int64, _ published: Int) -> Bool {
        let first = batch[unchecked: 0].index
        guard first >= 0 else { return false }
        var isUsual = true
        for position in batch.indices {
            let message = batch[unchecked: position]
            isUsual =
                isUsual && message.publisher == 0 && message.actual <= now
                && message.index == first &+ Int32(truncatingIfNeeded: position)
        }
        guard isUsual, receipts.pointee.ledger.enterInOrder(from: Int(first), count: batch.count) else { return false }
        receipts.pointee.tally.unique &+= batch.count
        receipts.pointee.tally.note(lag: published &- Int(first) &- 1)
        return true
    }

    /// Any batch, message by message.
    @inline(never)
    private func countOneByOne(
        _ batch: Span<TrialMessage>, _ latencies: UnsafeMutablePointer<LatencyRecorder>?, in phase: TrialPhase,
        at start: Int64, _ publishedBefore: Int
    ) -> Int {
        var (now, published, unique) = (start, publishedBefore, 0)
        for position in batch.indices {
            let message = batch[position]
            if message.actual > now {
                now = MonotonicClock.now()
                published = context.topics.published(topic: topic)
            }
            guard message.index >= 0, enter(message, in: phase) else { continue }
            unique += 1
            receipts.pointee.tally.note(lag: published - Int(message.index) - 1)
            if let latencies, !latencies.pointee.record(message, at: now) { failTiming(message, at: now) }
        }
        receipts.pointee.tally.unique += unique
        return unique
    }

    /// - Returns: whether it is a delivery that counts.
    @inline(__always)
    private func enter(_ message: TrialMessage, in phase: TrialPhase) -> Bool {
        switch receipts.pointee.ledger.enter(index: Int(message.index), publisher: Int(message.publisher)) {
        case .inOrder: break
        case .outOfOrder: receipts.pointee.tally.outOfOrder &+= 1
        case .duplicate:
            receipts.pointee.tally.duplicates &+= 1
            return false
        case .tooOld, .foreign:
            failForeign(message)
            return false
        }
        guard phase != .stopping else {
            receipts.pointee.tally.depthLeft &+= 1
            return false
        }
        return true
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

    private func digestBlocking(_ message: TrialMessage) {
        switch receipts.pointee.digestion?.next(isOfWindow: message.index >= 0) ?? .nothing {
        case .nothing: break
        case .sleep(let nanoseconds): context.sleeper?.sleepBlocking(nanoseconds: nanoseconds)
        case .compute(let nanoseconds): compute(nanoseconds)
        case .stall: context.gate.waitBlocking()
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
    private func failTiming(_ message: TrialMessage, at now: Int64) {
        context.state.fail(
            "subscriber \(index) received message \(message.index) at \(now) ns, intended at "
                + "\(message.intended) ns and published at \(message.actual) ns: negative, or above one hour; "
                + "a clock was read at the wrong moment")
    }
}
