/// Latencies of one class as one thread records them.
struct LatencyRecorder: ~Copyable {
    let corrected = LatencyCounts()
    let uncorrected = LatencyCounts()

    /// Records a delivery; false where a time is negative, or above one hour.
    @inline(__always)
    func record(_ message: TrialMessage, at now: Int64) -> Bool {
        let fromIntended = now &- message.intended
        let fromActual = now &- message.actual
        guard fromActual >= 0, fromIntended >= fromActual else { return false }
        return corrected.record(fromIntended) && uncorrected.record(fromActual)
    }

    /// Records deliveries that were made at the same moment.
    /// - Returns: the position of one whose times cannot be, if there is one.
    @inline(__always)
    func record(_ batch: Span<TrialMessage>, at now: Int64) -> Int? {
        var odd: Int?
        for position in batch.indices where !record(batch[unchecked: position], at: now) { odd = position }
        return odd
    }

    func add(to histograms: inout LatencyHistograms) {
        corrected.add(to: &histograms.corrected)
        uncorrected.add(to: &histograms.uncorrected)
    }
}
