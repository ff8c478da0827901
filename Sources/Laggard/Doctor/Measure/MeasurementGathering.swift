import Experiment
import Results

/// Makes measurements of what the child says of itself and of the findings of the probes. Pure.
struct MeasurementGathering {
    private var lines: [MeasurementLine] = []
    private var found: [Probe.Purpose: [TrialFindings]] = [:]
    private var cells: [Probe.Purpose: Cell] = [:]
    private var runnerCoreShare: Double?

    /// What the child has said of what the harness costs.
    mutating func take(_ lines: [MeasurementLine]) { self.lines += lines }

    /// What came of a probe, and what the runner took of a core meanwhile. One that is not ok says nothing.
    mutating func take(_ probe: Probe, _ findings: TrialFindings, runnerCoreShare share: Double? = nil) {
        guard findings.status == .ok else { return }
        if probe.purpose == ProbeSchedule.longest { runnerCoreShare = share }
        found[probe.purpose, default: []].append(findings)
        cells[probe.purpose] = probe.cell
    }

    /// Fills in what is known.
    func fill(_ measurements: inout MachineMeasurements) {
        measurements.recorder.clockReadingNs = said(MeasurementLine.clockReading)
        measurements.recorder.batches = MeasurementLine.recorderBatches.compactMap { size in
            said(MeasurementLine.recorder(batch: size)).map { .init(size: size, nsPerDelivery: $0) }
        }
        measurements.sampler.heapReadingNs = said(MeasurementLine.heapReading)
        measurements.sampler.cpuNsPerSample = said(MeasurementLine.samplerPerSample)
        measurements.sampler.coreShare = said(MeasurementLine.samplerShare)
        measurements.runnerCoreShare = runnerCoreShare
        measurements.pacer = ProbeSchedule.rates.compactMap(pacer)
        measurements.noise = [
            noise("open", .noiseOpen, .latencyP99(.fast)), noise("open", .noiseOpen, .deliveryRate),
            noise("saturated", .noiseSaturated, .deliveryRate),
        ].compactMap(\.self)
        measurements.timers = TimerSourceName.allCases.map(timer)
        measurements.fixedCost = ProbeSchedule.fixedCostSubscribers.map(fixedCost)
    }

    private func said(_ name: String) -> Double? { lines.last { $0.name == name }?.value }

    private func pacer(rate: Double) -> MachineMeasurements.Pacer? {
        guard let findings = found[.pacer(rate: rate)]?.last else { return nil }
        var pacer = MachineMeasurements.Pacer(ratePerS: rate)
        pacer.sendDelayP50Ns = findings.measurements[.sendDelayP50]
        pacer.sendDelayP99Ns = findings.measurements[.sendDelayP99]
        pacer.sendDelayMaxNs = findings.measurements[.sendDelayMax]
        pacer.behind = findings.behind
        return pacer
    }

    private func noise(_ cell: String, _ purpose: Probe.Purpose, _ metric: Metric) -> MachineMeasurements.Noise? {
        let values = (found[purpose] ?? []).compactMap { $0.measurements[metric] }
        return values.count < 2 ? nil : .init(cell: cell, metric: metric.name, values: values)
    }

    private func timer(_ source: TimerSourceName) -> MachineMeasurements.Timer {
        var timer = MachineMeasurements.Timer(source: source.rawValue)
        timer.bytes = median(.timer(source)) { findings in
            guard let growth = findings[.heapGrowth], let sends = Self.sends(findings) else { return nil }
            return growth / sends
        }
        if let with = median(.timer(source), Self.cpuPerSend), let without = median(.timerless, Self.cpuPerSend) {
            timer.cpuNs = max(0, with - without)
        }
        return timer
    }

    private func fixedCost(subscribers: Int) -> MachineMeasurements.FixedCost {
        var cost = MachineMeasurements.FixedCost(subscribers: subscribers)
        let warmup = cells[.fixedCost(subscribers: subscribers)]?.warmupS ?? 0
        cost.seconds = median(.fixedCost(subscribers: subscribers)) { findings in
            guard let wall = findings[.trialWall], let window = findings[.window] else { return nil }
            return wall - window - warmup
        }
        return cost
    }

    private func median(_ purpose: Probe.Purpose, _ figure: (Measurements) -> Double?) -> Double? {
        Spread((found[purpose] ?? []).compactMap { figure($0.measurements) })?.median
    }

    private static func sends(_ findings: Measurements) -> Double? {
        guard let published = findings[.published], let fanOut = findings[.fanOut], published * fanOut > 0 else {
            return nil
        }
        return published * fanOut
    }

    private static func cpuPerSend(_ findings: Measurements) -> Double? {
        guard let user = findings[.cpuUser], let system = findings[.cpuSystem], let sends = sends(findings) else {
            return nil
        }
        return (user + system) * 1e9 / sends
    }
}
