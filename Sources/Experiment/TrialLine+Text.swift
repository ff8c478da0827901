extension TrialLine {
    /// The line as JSON, without its end, where it is one of those that are written several times a second: what an
    /// encoder with sorted keys makes of it. Nil for the others.
    public var quickText: [UInt8]? {
        switch self {
        case .sample(let sample): sample.text
        case .progress(let progress): progress.text
        case .hello, .ready, .histogram, .result: nil
        }
    }
}

extension TrialLine.Sample {
    fileprivate var text: [UInt8] {
        var object = JSONObject()
        object.add("active_bytes", activeBytes)
        object.add("allocated_bytes", allocatedBytes)
        object.add("deliveries", deliveries)
        object.add("depth", depth)
        object.add("drops", drops)
        object.add("elapsed_s", elapsedS)
        object.add("mapped_bytes", mappedBytes)
        object.add("metadata_bytes", metadataBytes)
        object.add("pending_timers", pendingTimers)
        object.add("phase", word: phase.rawValue)
        object.add("resident_bytes", residentBytes)
        object.add("retained_bytes", retainedBytes)
        object.add("rss_bytes", rssBytes)
        object.add("senders_alive", sendersAlive)
        object.add("type", word: "sample")
        return object.closed()
    }
}

extension TrialLine.Progress {
    fileprivate var text: [UInt8] {
        var object = JSONObject()
        object.add("elapsed_s", elapsedS)
        object.add("metrics", metrics.object)
        object.add("phase", word: phase.rawValue)
        object.add("recent_fast_p99_ns", recentFastP99Ns)
        object.add("type", word: "progress")
        return object.closed()
    }
}
