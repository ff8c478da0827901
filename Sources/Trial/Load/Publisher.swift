import Experiment
import Histogram

/// Sends one publisher's share of the load.
///
/// `@unchecked Sendable`: its variables are touched by the one task that runs it, and read once that has ended.
final class Publisher: @unchecked Sendable {
    /// A publisher that never suspends gives way this often, as Go's scheduler would make it: the pool has no more
    /// threads than cores, and receivers need one.
    static let quantum: Int64 = 10_000_000
    /// Nor, when saturated, before it has sent so many messages, or as many as a channel holds if that is less: one
    /// message to 100,000 subscribers takes longer than the quantum, and readers that are woken for each message alone,
    /// as they never are where there are few of them, cost ten times as much.
    static let leastInQuantum = 100
    /// In an exact trial it gives way by the count, after so many messages: what readers do by then, and allocate, must
    /// not depend on how fast the machine is.
    static let exactQuantum = 500

    private let number: Int
    private let schedule: Schedule
    private let timeline: Timeline
    private let broker: any BrokerUnderTest
    private let topics: Topics
    private let state: TrialState
    /// Absent when saturated.
    private let pacer: PacerThread?
    /// Least messages between two times that it gives way.
    private let leastSent: Int
    /// Of an exact trial: closed until the allocations so far are read.
    private let start: Gate?
    @exclusivity(unchecked) private var lastSuspension: Int64 = 0
    @exclusivity(unchecked) private var sentSinceSuspension = 0

    /// Intended to actual publish, of the window's messages.
    @exclusivity(unchecked) private(set) var sendDelays = Histogram<UInt64>.latency()
    /// Actual publish to publish returned, of the window's messages.
    @exclusivity(unchecked) private(set) var serviceTimes = Histogram<UInt64>.latency()
    /// Messages of the window whose publish was called within the window: what the achieved rate counts.
    @exclusivity(unchecked) private(set) var publishedInTime = 0

    init(
        number: Int, schedule: Schedule, timeline: Timeline, broker: any BrokerUnderTest, topics: Topics,
        capacity: Int, state: TrialState, pacer: PacerThread?, start: Gate?
    ) {
        leastSent = schedule.pacer == nil ? min(Self.leastInQuantum, capacity) : 1
        self.number = number
        self.schedule = schedule
        self.timeline = timeline
        self.broker = broker
        self.topics = topics
        self.state = state
        self.pacer = pacer
        self.start = start
    }

    /// Sends everything, or what there is time for.
    func run() async {
        await start?.wait()
        lastSuspension = MonotonicClock.now()
        guard schedule.pacer == nil else {
            if let pacer { await runOpen(pacer) }
            return
        }
        await runSaturated()
    }

    /// By schedule, whatever happened to the message before; late ones go out back to back.
    private func runOpen(_ pacer: PacerThread) async {
        let end = schedule.messages(of: number) ?? 0
        var position = schedule.firstPosition(of: number)
        while position < end {
            let intended = timeline.windowStart + schedule.offset(of: position, publisher: number)
            var now = MonotonicClock.now()
            // Its first position is rounded down.
            guard intended >= timeline.start else {
                position += 1
                continue
            }
            if now < intended {
                await pacer.sleep(until: intended)
                now = MonotonicClock.now()
                noteSuspension(at: now)
            }
            guard !state.isPublishingOver else { return }
            guard let returned = await send(position, intended: intended, actual: now) else { return }
            if mustGiveWay(at: returned) { await giveWay() }
            position += 1
        }
    }

    /// As fast as `publish` returns: first the warm-up, then the window from its message 0.
    private func runSaturated() async {
        var position = schedule.firstPosition(of: number)
        var now = MonotonicClock.now()
        let end = schedule.messages(of: number) ?? .max
        while position < end, now < timeline.windowEnd ?? .max, !state.isPublishingOver {
            if position < 0, now >= timeline.windowStart { position = 0 }
            guard position < end else { return }
            guard let returned = await send(position, intended: now, actual: now) else { return }
            now = returned
            if mustGiveWay(at: returned) { await giveWay() }
            position += 1
        }
    }

    /// When its publish returned; nil if it threw.
    @inline(__always)
    private func send(_ position: Int, intended: Int64, actual: Int64) async -> Int64? {
        let (topic, index) = schedule.place(of: position, publisher: number)
        let message = TrialMessage(intended: intended, actual: actual, index: index, publisher: Int32(number))
        topics.begin(topic: topic, isOfWindow: index >= 0)
        do {
            try await broker.publish(message, toTopic: topic)
        } catch {
            topics.undo(topic: topic, isOfWindow: index >= 0)
            // A broker that has been closed refuses: the message counts as unpublished.
            if state.phase != .stopping { state.fail("publish threw: \(error)") }
            return nil
        }
        let returned = MonotonicClock.now()
        if index >= 0 { record(intended: intended, actual: actual, returned: returned) }
        return returned
    }

    private func record(intended: Int64, actual: Int64, returned: Int64) {
        if actual < timeline.windowEnd ?? .max { publishedInTime += 1 }
        guard actual >= intended, returned >= actual, sendDelays.record(UInt64(actual - intended)),
            serviceTimes.record(UInt64(returned - actual))
        else {
            state.fail("publisher \(number): intended \(intended), called \(actual), returned \(returned) ns")
            return
        }
    }

    /// Whether it has had its turn, once one more message is sent.
    private func mustGiveWay(at time: Int64) -> Bool {
        sentSinceSuspension += 1
        guard start == nil else { return sentSinceSuspension == Self.exactQuantum }
        return sentSinceSuspension >= leastSent && time - lastSuspension >= Self.quantum
    }

    private func giveWay() async {
        guard start == nil else {
            sentSinceSuspension = 0
            return await SerialJobs.yield()
        }
        await broker.giveWay()
        noteSuspension(at: MonotonicClock.now())
    }

    private func noteSuspension(at time: Int64) {
        lastSuspension = time
        sentSinceSuspension = 0
    }
}
