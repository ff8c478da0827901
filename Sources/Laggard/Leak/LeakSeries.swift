import Experiment

/// What the heap and the timers of a trial did, by its samples. Pure.
struct LeakSeries: Sendable, Equatable {
    /// A point of the series, as far as it is known.
    struct Point: Sendable, Equatable {
        var elapsedS: Double
        var allocatedBytes: Int?
        var pendingTimers: Int?
        /// Sends: what was delivered or dropped.
        var turns: Int?

        init(_ sample: TrialLine.Sample) {
            elapsedS = sample.elapsedS
            allocatedBytes = sample.allocatedBytes
            pendingTimers = sample.pendingTimers
            if let deliveries = sample.deliveries { turns = deliveries + (sample.drops ?? 0) }
        }
    }

    /// The first sample of the window, and the last.
    private(set) var first: Point?
    private(set) var last: Point?
    private var nextSecond = 1
    /// Whether `last` was returned by `take`.
    private(set) var isLastShown = true

    /// Takes a sample; those outside of the window do not count.
    /// - Returns: the point, where it is the first of another second.
    mutating func take(_ sample: TrialLine.Sample) -> Point? {
        guard sample.phase == .window else { return nil }
        let point = Point(sample)
        first = first ?? point
        last = point
        isLastShown = point.elapsedS >= Double(nextSecond)
        guard isLastShown else { return nil }
        nextSecond = Int(point.elapsedS) + 1
        return point
    }

    /// Bytes allocated more than at the first sample; nil where one is not known.
    var grownBytes: Int? { difference(\.allocatedBytes) }
    /// Timers armed more than at the first sample.
    var grownTimers: Int? { difference(\.pendingTimers) }
    var turns: Int? { difference(\.turns) }
    /// Between the first sample and the last.
    var seconds: Double { (last?.elapsedS ?? 0) - (first?.elapsedS ?? 0) }

    /// Bytes allocated for each timer that stayed armed; nil where too few did for the rest of the heap not to matter.
    var bytesPerTimer: Double? {
        guard let grownBytes, let grownTimers, grownTimers >= Self.fewest else { return nil }
        return Double(grownBytes) / Double(grownTimers)
    }

    /// Bytes allocated for each turn; nil where the heap grew by so little that turns are not what it grew with.
    var bytesPerTurn: Double? {
        guard let grownBytes, let turns, grownBytes >= Self.least, grownBytes >= 10 * turns, turns > 0 else {
            return nil
        }
        return Double(grownBytes) / Double(turns)
    }

    /// Growth that buffers and caches do not come to.
    private static let least = 2_000_000

    /// Of so many timers, what else a heap does in a trial is below a percent.
    private static let fewest = 10_000

    private func difference(_ figure: (Point) -> Int?) -> Int? {
        guard let before = first.flatMap(figure), let after = last.flatMap(figure) else { return nil }
        return after - before
    }
}
