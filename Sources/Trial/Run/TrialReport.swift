import Experiment
import Histogram

/// Turns what a trial has counted and timed into its outcome.
struct TrialReport {
    /// Below this share of the offered load a trial is behind.
    static let leastAchieved = 0.99

    let environment: TrialEnvironment
    let figures: TrialFigures
    let series: HeapSeries
    let publishers: [Publisher]
    /// Whether every reader and publisher has ended: only then may their figures be read.
    let isQuiescent: Bool

    private var cell: Cell { environment.cell }
    private var isTimed: Bool { environment.isTimed }

    var outcome: TrialLine.Outcome {
        var metrics = environment.cumulativeMetrics
        metrics.merge(heap)
        metrics.merge(process)
        if isQuiescent {
            let accounting = Accounting(environment.accounts)
            if let violation = accounting.violation { environment.state.fail(violation) }
            metrics.merge(accounting.metrics)
            metrics.merge(rates)
            if isTimed { metrics.merge(latency) }
            metrics.merge(publisherTimes)
        }
        if cell.exact { metrics.keepExact() }
        let ending = environment.state.requestedEnding
        let isComplete = isQuiescent && figures.window != nil
        return TrialLine.Outcome(
            status: ending?.status ?? .ok, statusDetail: ending?.detail,
            behind: isComplete && isTimed ? isBehind(metrics) : nil,
            latencyBound: isComplete && isTimed ? isBound(metrics) : nil, metrics: metrics)
    }

    /// What was timed, as it goes to disk; those in which there is nothing are left out.
    var histograms: [TrialLine.Histogram] {
        guard isQuiescent, !cell.exact else { return [] }
        var all: [(HistogramName, Histogram<UInt64>)] = []
        if isTimed {
            let (fast, slow) = (environment.recorder.latencies(.fast), environment.recorder.latencies(.slow))
            all += [(.fastLatency, fast.corrected), (.fastUncorrected, fast.uncorrected)]
            all += [(.slowLatency, slow.corrected), (.slowUncorrected, slow.uncorrected)]
            all.append((.sendDelay, publishTimes.delays))
        }
        all += [(.serviceTime, publishTimes.service), (.sendWait, environment.observer.waitTimes)]
        return all.filter { $0.1.totalCount > 0 }.map { .init(metric: $0.0, encoding: $0.1.counts.encoded) }
    }

    private func isBehind(_ metrics: Measurements) -> Bool? {
        guard let achieved = metrics[.achievedRate], let offered = cell.offeredRatePerS else { return nil }
        return achieved < offered * Self.leastAchieved
    }

    /// Whether the fast class's latencies leave out what has taken longer still: messages never sent, deliveries that a
    /// broadcast had not decided, or that were still in a buffer, when the drain ended.
    private func isBound(_ metrics: Measurements) -> Bool? {
        guard let unpublished = metrics[.unpublished] else { return nil }
        return unpublished + (metrics[.pending(.fast)] ?? 0) + (metrics[.depthLeft(.fast)] ?? 0) > 0
    }

    // MARK: Groups of metrics

    private var rates: Measurements {
        var metrics = Measurements()
        guard let window = figures.window, window.lengthS > 0 else { return metrics }
        // Where a limit cut the window, what was not due by then is not missed.
        let elapsed = min(environment.schedule.duration ?? .max, window.end - window.planned)
        let inTime = publishers.reduce(0) { $0 + $1.publishedInTime }
        let inWindow = environment.recorder.counts().inWindow
        metrics[.window] = window.lengthS
        metrics[.achievedRate] = Double(inTime) / MonotonicClock.seconds(elapsed)
        metrics[.deliveryRate] = Double(inWindow) / window.lengthS
        if let intended = environment.schedule.intended(within: elapsed) {
            metrics[.unpublished] = Double(max(0, intended - environment.topics.published))
        }
        if inWindow > 0, let cpu = cpuSeconds { metrics[.cpuPerDelivery] = cpu * 1e9 / Double(inWindow) }
        return metrics
    }

    private var latency: Measurements {
        var metrics = Measurements()
        let messages = environment.topics.published
        for subscriberClass in SubscriberClass.allCases {
            let times = environment.recorder.latencies(subscriberClass)
            let corrected = times.corrected
            metrics[.latencySamples(subscriberClass)] = Double(corrected.totalCount)
            metrics[.latencyP50(subscriberClass)] = corrected.value(atPercentile: 50, messages: messages)
            metrics[.latencyP90(subscriberClass)] = corrected.value(atPercentile: 90, messages: messages)
            metrics[.latencyP99(subscriberClass)] = corrected.value(atPercentile: 99, messages: messages)
            metrics[.latencyP999(subscriberClass)] = corrected.value(atPercentile: 99.9, messages: messages)
            metrics[.latencyMax(subscriberClass)] = corrected.largest
            metrics[.latencyMean(subscriberClass)] = corrected.average
            metrics[.uncorrectedP99(subscriberClass)] = times.uncorrected.value(atPercentile: 99, messages: messages)
        }
        return metrics
    }

    private var publisherTimes: Measurements {
        var metrics = Measurements()
        let messages = environment.topics.published
        let (delays, service) = publishTimes
        if isTimed {
            metrics[.sendDelayP50] = delays.value(atPercentile: 50, messages: messages)
            metrics[.sendDelayP99] = delays.value(atPercentile: 99, messages: messages)
            metrics[.sendDelayMax] = delays.largest
        }
        metrics[.serviceTimeP50] = service.value(atPercentile: 50, messages: messages)
        metrics[.serviceTimeP99] = service.value(atPercentile: 99, messages: messages)
        let waits = environment.observer.waitTimes
        metrics[.sendWaitP99] = waits.value(atPercentile: 99, messages: messages)
        metrics[.sendWaitMax] = waits.largest
        return metrics
    }

    private var publishTimes: (delays: Histogram<UInt64>, service: Histogram<UInt64>) {
        var times = (delays: Histogram<UInt64>.latency(), service: Histogram<UInt64>.latency())
        for publisher in publishers {
            times.delays.add(publisher.sendDelays)
            times.service.add(publisher.serviceTimes)
        }
        return times
    }

    private var heap: Measurements {
        var metrics = Measurements()
        if let before = figures.heapBeforeSetup, let after = figures.heapAfterSetup, cell.subscribers > 0 {
            metrics[.heapPerSubscriber] = (Double(after - before) / Double(cell.subscribers)).rounded()
        }
        metrics[.heapAfterDrain] = figures.heapAfterDrain.map(Double.init)
        metrics[.sendersAlivePeak] = figures.sendersAlivePeak.map(Double.init)
        metrics[.sendersAliveEnd] = figures.sendersAliveEnd.map(Double.init)
        metrics[.pendingTimersPeak] = figures.pendingTimersPeak.map(Double.init)
        guard let window = figures.window, let start = window.heapAtStart, let end = window.heapAtEnd else {
            return metrics
        }
        metrics[.heapBaseline] = Double(start)
        metrics[.heapEnd] = Double(end)
        metrics[.heapGrowth] = Double(end - start)
        metrics[.heapPeak] = Double(max(series.allocatedPeak ?? 0, start, end))
        metrics[.residentPeak] = series.residentPeak.map(Double.init)
        metrics[.heapSlope] = series.slope
        metrics[.allocationsPerDelivery] = figures.allocations?.perDelivery
        return metrics
    }

    private var process: Measurements {
        var metrics = Measurements()
        metrics[.maxResident] = Double(ProcessUsage.now().maxResidentBytes)
        guard let window = figures.window else { return metrics }
        let (start, end) = (window.usageAtStart, window.usageAtEnd)
        metrics[.cpuUser] = end.userS - start.userS
        metrics[.cpuSystem] = end.systemS - start.systemS
        metrics[.voluntarySwitches] = Double(end.voluntarySwitches - start.voluntarySwitches)
        metrics[.involuntarySwitches] = Double(end.involuntarySwitches - start.involuntarySwitches)
        return metrics
    }

    private var cpuSeconds: Double? {
        figures.window.map {
            $0.usageAtEnd.userS + $0.usageAtEnd.systemS - $0.usageAtStart.userS - $0.usageAtStart.systemS
        }
    }
}
