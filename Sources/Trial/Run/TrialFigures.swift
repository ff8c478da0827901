import Experiment

/// What is read once at the turns of a trial. Nil where the trial did not get there.
struct TrialFigures: Sendable {
    /// Bytes allocated before and after set-up.
    var heapBeforeSetup: Int?
    var heapAfterSetup: Int?
    var window: WindowFigures?
    var heapAfterDrain: Int?
    /// Of window and drain together. Exact trials only.
    var allocations: AllocationFigures?
    var sendersAliveEnd: Int?
    var sendersAlivePeak: Int?
    var pendingTimersPeak: Int?
}

/// What an exact trial counts.
struct AllocationFigures: Sendable, Equatable {
    /// Allocations since the process began, just before the window's first message.
    var atStart: Int
    /// When nothing was under way any more.
    var atEnd: Int?
    /// Of the window's messages by then.
    var deliveries = 0

    init(atStart: Int) { self.atStart = atStart }

    /// Nil without deliveries.
    var perDelivery: Double? {
        guard let atEnd, deliveries > 0 else { return nil }
        return Double(atEnd - atStart) / Double(deliveries)
    }
}

/// What is read when the window begins and when it ends.
struct WindowFigures: Sendable {
    /// When the schedule began it: what publishers go by.
    var planned: Int64
    /// As they were, by the clock.
    var start: Int64
    var end: Int64 = 0
    var usageAtStart: ProcessUsage
    var usageAtEnd: ProcessUsage
    var heapAtStart: Int?
    var heapAtEnd: Int?

    init(planned: Int64, start: Int64, usage: ProcessUsage, heap: Int?) {
        self.planned = planned
        self.start = start
        usageAtStart = usage
        usageAtEnd = usage
        heapAtStart = heap
    }

    var lengthS: Double { MonotonicClock.seconds(end - start) }
}
