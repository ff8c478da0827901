import Experiment

/// How long a trial may take before the watchdog ends it.
struct TrialLimits: Sendable, Equatable {
    /// Longest silence of a child.
    var heartbeat: Duration
    /// Longest time from spawn to result.
    var wallClock: Duration
    /// How long a child may take to leave once its result is in. One that serves profiles finishes those under way:
    /// the names in them are found with a low priority, which takes long on a busy machine.
    var grace: Duration

    /// - Parameter timeout: the wall-clock limit as told; nil computes it from the cell.
    init(cell: Cell, timeout: Duration? = nil, heartbeat: Duration = .seconds(10)) {
        let limit = timeout ?? .seconds(Self.allowance(of: cell))
        wallClock = limit
        grace = cell.profiled ? .seconds(60) : .seconds(5)
        // A heartbeat costs allocations, of which an exact trial counts each.
        self.heartbeat = cell.exact ? max(limit, heartbeat) : heartbeat
    }

    /// Set-up and margin on top of the phases as planned. A fixed number of messages without a rate has no planned
    /// length: two minutes.
    private static func allowance(of cell: Cell) -> Double {
        let setUp = 30 + Double(cell.subscribers) / 5_000
        let window = plannedWindow(of: cell) ?? 120
        return setUp + cell.warmupS + window + cell.drainLimitS + 10 + 0.25 * window
    }

    private static func plannedWindow(of cell: Cell) -> Double? {
        if let duration = cell.durationS { return duration }
        guard let messages = cell.messages, let rate = cell.offeredRatePerS, rate > 0 else { return nil }
        return Double(messages) / rate
    }

    /// What a trial of that cell takes when nothing goes wrong, in seconds: for plans and progress.
    static func expectedSeconds(of cell: Cell) -> Double {
        let setUp = 0.2 + Double(cell.subscribers) / 50_000
        let drain = min(cell.drainLimitS, cell.slowSubscribers > 0 ? 0.5 : 0.05)
        return setUp + cell.warmupS + (plannedWindow(of: cell) ?? 2) + drain
    }
}
