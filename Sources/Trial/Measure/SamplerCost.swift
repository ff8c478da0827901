import Experiment
import Glibc

/// What the sampler costs at the default interval, heartbeats and the writing of its lines included.
struct SamplerCost {
    /// CPU time of its thread per sample, in nanoseconds.
    let perSample: Double
    /// CPU time of its thread per time.
    let share: Double

    /// Runs a sampler beside a broker that does nothing, for so many seconds. It blocks the calling thread.
    init(_ environment: TrialEnvironment, seconds: Double) {
        let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(null) }
        let writer = LineWriter(file: null) { _ in }
        environment.state.enter(.window)
        let start = MonotonicClock.now()
        let sampler = Sampler(environment) { writer.write($0) }
        sampler.begin(Timeline(start: start, schedule: environment.schedule))
        MonotonicClock.sleep(until: start + MonotonicClock.nanoseconds(seconds: seconds))
        let elapsed = MonotonicClock.now() - start
        sampler.stop()
        perSample = Double(sampler.cpuTime) / Double(max(1, sampler.samplesTaken))
        share = Double(sampler.cpuTime) / Double(elapsed)
    }

    /// The trial that the sampler looks at: nothing is ever published.
    static func cell() -> Cell {
        var cell = Cell(
            scenario: "measure", strategy: .dropNewest, partitions: 1, subscribers: 10, capacity: 10,
            loadModel: .open, warmupS: 0, drainLimitS: 1, heapLimitBytes: 1 << 40)
        cell.offeredRatePerS = 1
        cell.durationS = 60
        return cell
    }
}
