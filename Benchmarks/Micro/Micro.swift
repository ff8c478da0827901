import Benchmark
import Operations

/// Times every operation, a thousand at a go. What a rig holds goes with the process.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock], timeUnits: .nanoseconds, warmupIterations: 3, scalingFactor: .kilo,
        maxDuration: .milliseconds(300))
    for operation in Operation.all {
        Benchmark(operation.name) { benchmark, rig in
            try await rig.run(benchmark.scaledIterations.count)
        } setup: {
            try await operation.makeRig()
        }
    }
}
