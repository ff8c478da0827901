/// Latencies of one class as one thread records them.
struct LatencyRecorder: ~Copyable {
    var corrected = LatencyCounts()
    var uncorrected = LatencyCounts()

    func add(to histograms: inout LatencyHistograms) {
        corrected.add(to: &histograms.corrected)
        uncorrected.add(to: &histograms.uncorrected)
    }
}
