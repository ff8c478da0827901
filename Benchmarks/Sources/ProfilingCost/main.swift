import Glibc
import Profiling

// What profiles cost the program that is profiled: profiling-cost [PAIRS] [SAMPLES-PER-SECOND]
//
// The same work is done in pairs, with and without, in an order that a coin decides. Compared is the CPU time of the
// whole process: of the work, the signal handler, the sampler's thread and the kernel on their behalf.

let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
guard numbers.count <= 2, numbers.allSatisfy({ $0 > 0 }), numbers.first ?? 40 >= 8 else {
    print("profiling-cost [PAIRS, 8 or more] [SAMPLES-PER-SECOND, 1 to 1000]")
    exit(2)
}
let pairs = numbers.first ?? 40
let rate = numbers.count > 1 ? numbers[1] : 100

/// The work with a profile of it, and CPU time from the profile's start on until it is told to stop.
func profiled(_ work: Work, _ samples: inout Int64) async throws -> Double {
    let profile = try CPUProfile.start(samplesPerSecond: rate)
    let cpu = await cpuTime(of: work.run)
    samples += try await profile.stop().totals["samples"] ?? 0
    return cpu
}

print(
    "\(pairs) pairs, \(rate) samples a second, \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) CPUs; CPU time with / without\n")
print("| work | CPU time | samples | ratio | 95% |\n| --- | ---: | ---: | ---: | --- |")
fflush(nil)
for work in Work.all {
    var samples: Int64 = 0
    let comparison = try await Comparison.of(pairs) {
        try await profiled(work, &samples)
    } without: {
        await cpuTime(of: work.run)
    }
    print("| \(work.name) \(comparison.cells(samples)) |")
    fflush(nil)
}

let endpoint = try await Comparison.of(pairs) {
    let endpoint = try ProfileEndpoint(port: 0)
    try endpoint.start()
    let cpu = await cpuTime(of: Work.all[0].run)
    endpoint.stop()
    return cpu
} without: {
    await cpuTime(of: Work.all[0].run)
}
print("| \(Work.all[0].name), an endpoint that nobody asks \(endpoint.cells(0)) |\n")

var begin: [Double] = []
var end: [Double] = []
for _ in 0..<5 {
    let start = now(CLOCK_PROCESS_CPUTIME_ID)
    let profile = try CPUProfile.start(samplesPerSecond: rate)
    begin.append(now(CLOCK_PROCESS_CPUTIME_ID) - start)
    await Work.all[0].run()
    let stop = now(CLOCK_PROCESS_CPUTIME_ID)
    _ = try profile.stop()
    end.append(now(CLOCK_PROCESS_CPUTIME_ID) - stop)
}
print("CPU time of a start: \(milliseconds(begin)); of a stop, with its names: \(milliseconds(end)) (median of 5)")

func milliseconds(_ seconds: [Double]) -> String { "\(fixed(1_000 * seconds.sorted()[2], 1)) ms" }
