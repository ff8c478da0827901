import Experiment

/// What the window's samples say of the heap. Room is made beforehand.
struct HeapSeries: Sendable {
    private var points: [(x: Double, y: Double)] = []
    private(set) var allocatedPeak: Int?
    private(set) var residentPeak: Int?

    init(capacity: Int) { points.reserveCapacity(capacity) }

    /// A sample `elapsedS` after the start of the window.
    mutating func add(elapsedS: Double, allocated: Int, resident: Int) {
        points.append((elapsedS, Double(allocated)))
        note(allocated: allocated, resident: resident)
    }

    /// Counts for the peaks alone.
    mutating func note(allocated: Int, resident: Int) {
        allocatedPeak = max(allocatedPeak ?? 0, allocated)
        residentPeak = max(residentPeak ?? 0, resident)
    }

    /// Bytes per second; nil with fewer than ten samples.
    var slope: Double? { points.count >= 10 ? TheilSen.slope(points) : nil }
}
