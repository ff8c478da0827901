extension Cell {
    /// About how many seconds a trial of this cell takes, for `--dry-run` and the time left: an upper estimate, since
    /// the drain of a strategy that waits for slow subscribers is counted in full.
    public var estimatedS: Double {
        setUpS + warmupS + windowS + drainS
    }

    /// Spawn, set-up and end of the child: 0.15 s, and 20 us a subscriber.
    private var setUpS: Double { 0.15 + 20e-6 * Double(subscribers) }

    private var windowS: Double {
        if let durationS { return durationS }
        let count = Double(messages ?? 0)
        // Saturated: 1 us a delivery.
        return offeredRatePerS.map { count / $0 } ?? count * Double(fanOut) * 1e-6
    }

    private var drainS: Double {
        strategy.waits && slowSubscribers > 0 ? drainLimitS : min(0.1, drainLimitS)
    }
}
