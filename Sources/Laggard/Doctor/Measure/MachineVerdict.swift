import Experiment
import Results

/// What measurements of a machine mean to the figures of a run. Pure.
struct MachineVerdict {
    /// A figure, and what it means.
    struct Finding: Sendable, Equatable, Encodable {
        let name: String
        let level: Check.Level
        let figure: String
        let meaning: String
    }

    /// Repetitions that the verdict is given for.
    static let repetitions = 5

    let measurements: MachineMeasurements

    /// In the order in which they are shown.
    var findings: [Finding] {
        [recorder, sampler, runner] + ProbeSchedule.rates.map(pacer) + noises + measurements.timers.map(timer) + [
            fixedCost
        ]
    }

    func text() -> String {
        let entries = findings.map { DoctorReport.Entry($0.level, $0.name, $0.figure, below: $0.meaning) }
        let rough =
            measurements.scale < 1
            ? ["Shortened to \(HumanScale.threeDigits(measurements.scale)) of the time: rough figures."] : []
        return (DoctorReport.lines(entries) + rough + [summary]).joined(separator: "\n") + "\n"
    }

    /// What can be told on this machine, in a sentence.
    private var summary: String {
        let parts = measurements.noise.compactMap { noise -> String? in
            guard let share = RobustSpread(noise.values)?.resolvable(repetitions: Self.repetitions) else { return nil }
            return "\(Self.difference(share)) in \(noise.metric) (\(noise.cell))"
        }
        guard !parts.isEmpty else { return "What differences can be told is not known." }
        return "With \(Self.repetitions) repetitions, differences can be told from:\n  "
            + parts.joined(separator: "\n  ")
    }

    // MARK: The harness

    /// What a batch costs besides its deliveries may be a clock reading and a fifth of the 180 ns that waking a reader
    /// takes.
    private static func allowance(batch: Int, clock: Double?) -> Double { 10 + ((clock ?? 0) + 36) / Double(batch) }

    private var recorder: Finding {
        let batches = measurements.recorder.batches
        guard !batches.isEmpty, let least = batches.map(\.nsPerDelivery).min() else { return unknown("recorder") }
        let clock = measurements.recorder.clockReadingNs
        let isCheap = batches.allSatisfy { $0.nsPerDelivery <= Self.allowance(batch: $0.size, clock: clock) }
        let times = batches.map { HumanScale.threeDigits($0.nsPerDelivery) }.joined(separator: " / ")
        let sizes = batches.map { "\($0.size)" }.joined(separator: " / ")
        let bound = HumanScale.text(1e9 / least, .perSecond)
        return Finding(
            name: "recorder", level: isCheap ? .ok : .warn,
            figure: "\(times) ns a delivery in batches of \(sizes)"
                + (clock.map { ", \(HumanScale.threeDigits($0)) ns to read the clock" } ?? ""),
            meaning: "so much of cpu_ns_per_delivery is the harness's; a core cannot show more than \(bound)")
    }

    /// One percent of a core is below what any run can tell.
    private var sampler: Finding {
        let sampler = measurements.sampler
        guard let cost = sampler.cpuNsPerSample, let share = sampler.coreShare else { return unknown("sampler") }
        let heap = sampler.heapReadingNs.map { ", \(HumanScale.text($0, .nanoseconds)) of it the heap's figures" } ?? ""
        return Finding(
            name: "sampler", level: share <= 0.01 ? .ok : .warn,
            figure: "\(HumanScale.text(cost, .nanoseconds)) CPU a sample\(heap); "
                + "\(Self.percent(share)) of a core at the default interval",
            meaning: "sampling every \(HumanScale.text(cost / 0.01, .nanoseconds)) would take 1% of a core")
    }

    /// As for the sampler.
    private var runner: Finding {
        guard let share = measurements.runnerCoreShare else { return unknown("runner") }
        return Finding(
            name: "runner", level: share <= 0.01 ? .ok : .warn,
            figure: "\(Self.percent(share)) of a core while a trial is under way",
            meaning: "so much of the machine is not the child's, its start and its end included")
    }

    /// Send delay is part of every latency: a millisecond of it drowns a fast broker's own.
    private func pacer(rate: Double) -> Finding {
        let name = "pacer, \(HumanScale.threeDigits(rate)) /s"
        guard let pacer = measurements.pacer.first(where: { $0.ratePerS == rate }), let p50 = pacer.sendDelayP50Ns,
            let most = pacer.sendDelayMaxNs
        else { return unknown(name) }
        let behind = pacer.behind == true
        let p99 = pacer.sendDelayP99Ns
        let isPunctual = !behind && (p99 ?? most) <= 1_000_000
        let figures = [("p50", p50), ("p99", p99), ("max", most)].compactMap { name, value in
            value.map { "\(name) \(HumanScale.text($0, .nanoseconds))" }
        }
        return Finding(
            name: name, level: isPunctual ? .ok : .warn,
            figure: "send delay " + figures.joined(separator: ", "),
            meaning: behind
                ? "this machine cannot keep the rate"
                : "so much of every latency at this rate is the generator's, none of it the broker's")
    }

    private var fixedCost: Finding {
        let known = measurements.fixedCost.compactMap { cost in cost.seconds.map { (cost.subscribers, $0) } }
        guard let (least, first) = known.first else { return unknown("fixed cost") }
        let isCheap = known.allSatisfy { $1 <= 0.1 + Double($0) * 5e-5 }
        return Finding(
            name: "fixed cost", level: isCheap ? .ok : .warn,
            figure: known.map { "\(HumanScale.text($1 * 1e9, .nanoseconds)) at \($0)" }.joined(separator: ", ")
                + " subscribers",
            meaning: "100 trials at \(least) take \(HumanScale.text(first * 100, .seconds)) besides their load; "
                + "it is in no figure but trial_wall_s")
    }

    // MARK: What is measured

    private var noises: [Finding] {
        measurements.noise.isEmpty ? [unknown("noise")] : measurements.noise.map(noise)
    }

    /// A fifth is what a repaired strategy may well differ by.
    private func noise(_ noise: MachineMeasurements.Noise) -> Finding {
        let name = "noise, \(noise.cell)"
        guard let spread = RobustSpread(noise.values), let least = spread.resolvable(repetitions: Self.repetitions),
            let metric = Metric.named(noise.metric)
        else { return unknown(name) }
        let told = [3, Self.repetitions, 10].compactMap { count in
            spread.resolvable(repetitions: count).map { "\(Self.difference($0)) with \(count)" }
        }
        let isScheduled = noise.cell == "open" && metric == .deliveryRate
        return Finding(
            name: name, level: least <= 0.2 ? .ok : .warn,
            figure: "\(metric.name) \(HumanScale.text(spread.median, metric.unit)) "
                + "±\(Self.percent(spread.deviation / spread.median)), "
                + "range \(Self.percent(spread.range / spread.median)) over \(spread.count) trials",
            meaning: (isScheduled
                ? "the schedule sets it: small differences are real, from " : "differences can be told from ")
                + told.joined(separator: ", ") + (isScheduled ? "" : " repetitions"))
    }

    private func timer(_ timer: MachineMeasurements.Timer) -> Finding {
        let name = "timer, \(timer.source)"
        guard let bytes = timer.bytes else { return unknown(name) }
        let cost = timer.cpuNs.map { ", \(HumanScale.text($0, .nanoseconds)) CPU" } ?? ""
        let held = [("5 ms", 0.005), ("3 min", 180.0)].map { words, seconds in
            "\(HumanScale.text(bytes * 10_000 * seconds, .bytes)) with \(words)"
        }
        return Finding(
            name: name, level: .ok, figure: "\(HumanScale.text(bytes.rounded(), .bytes)) while it is pending\(cost)",
            meaning: "'after' at 10,000 sends/s holds \(held.joined(separator: ", "))")
    }

    // MARK: Words

    private func unknown(_ name: String) -> Finding {
        Finding(
            name: name, level: .warn, figure: "could not be measured",
            meaning: "its trial failed, or the child does not offer it")
    }

    /// From double on, a factor reads better than percents.
    static func difference(_ share: Double) -> String {
        share < 1 ? percent(share) : "\(HumanScale.fixed(1 + share, decimals: 1))x"
    }

    /// Two digits.
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        let decimals = percent == 0 || percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2
        return HumanScale.fixed(percent, decimals: decimals) + "%"
    }
}
