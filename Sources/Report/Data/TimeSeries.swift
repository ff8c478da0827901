import Experiment

/// The time series of one trial: rows of `samples.csv` by column.
public struct TimeSeries: Sendable, Equatable {
    /// What is shown of a sample.
    enum Column: String, CaseIterable {
        case allocated = "allocated_bytes"
        case resident = "resident_bytes"
        case deliveries, drops, depth
        case sendersAlive = "senders_alive"
        case pendingTimers = "pending_timers"

        func value(_ sample: TrialLine.Sample) -> Int? {
            switch self {
            case .allocated: sample.allocatedBytes
            case .resident: sample.residentBytes
            case .deliveries: sample.deliveries
            case .drops: sample.drops
            case .depth: sample.depth
            case .sendersAlive: sample.sendersAlive
            case .pendingTimers: sample.pendingTimers
            }
        }
    }

    /// Milliseconds since the start of the window.
    private(set) var elapsed: [Int] = []
    private(set) var phases: [TrialLine.Phase] = []
    /// By column.
    private(set) var values: [[Int?]] = Column.allCases.map { _ in [] }

    public init() {}

    var count: Int { elapsed.count }

    func values(_ column: Column) -> [Int?] { values[Self.place(column)] }

    /// Adds a sample at the end.
    public mutating func append(_ sample: TrialLine.Sample) {
        // Within the range of a whole number, whatever a file says.
        elapsed.append(Int((max(-1e9, min(1e9, sample.elapsedS)) * 1_000).rounded()))
        phases.append(sample.phase)
        for (place, column) in Column.allCases.enumerated() { values[place].append(column.value(sample)) }
    }

    /// By time: what an exact trial sees after its warm-up can have an earlier one.
    var sorted: TimeSeries {
        if zip(elapsed, elapsed.dropFirst()).allSatisfy({ $0 <= $1 }) { return self }
        return picked(elapsed.indices.sorted { (elapsed[$0], $0) < (elapsed[$1], $1) })
    }

    /// Its samples at these indices.
    func picked(_ indices: [Int]) -> TimeSeries {
        var series = TimeSeries()
        series.elapsed = indices.map { elapsed[$0] }
        series.phases = indices.map { phases[$0] }
        series.values = values.map { column in indices.map { column[$0] } }
        return series
    }

    private static func place(_ column: Column) -> Int { Column.allCases.firstIndex(of: column) ?? 0 }
}
