import Glibc

/// The loop: a leaf function, which keeps no frame pointer when it is optimised.
@inline(never)
func spin(_ rounds: Int) -> Int {
    var value = rounds
    for round in 0..<rounds { value = value &* 31 &+ round }
    return value
}

@inline(never)
func threeQuarters(_ unit: Int) -> Int { spin(3 * unit) &+ 1 }

@inline(never)
func oneQuarter(_ unit: Int) -> Int { spin(unit) &+ 2 }

/// Both, in turn, until the calling thread has used so much CPU time. Rounds are short and of random lengths: the kernel
/// takes samples at its ticks, every few milliseconds, and what keeps step with those is seen wrongly.
func split(cpuSeconds: Double, unit: Int) -> Int {
    untilUsed(cpuSeconds) { turn(unit) }
}

/// The same in bursts of less than a millisecond or so, with pauses. Where others want the CPU too, a burst tends to
/// begin at a tick: each has many turns, so that neither function is always the one that runs at the next.
func bursts(cpuSeconds: Double, unit: Int) -> Int {
    untilUsed(cpuSeconds) {
        let value = (0..<10).reduce(0) { value, _ in value &+ turn(unit / 10) }
        usleep(1_000)
        return value
    }
}

private func turn(_ unit: Int) -> Int {
    let unit = Int.random(in: (unit / 2)...(2 * unit))
    return threeQuarters(unit) &+ oneQuarter(unit)
}

private func untilUsed(_ cpuSeconds: Double, _ body: () -> Int) -> Int {
    let end = now(CLOCK_THREAD_CPUTIME_ID) + cpuSeconds
    var value = 0
    while now(CLOCK_THREAD_CPUTIME_ID) < end { value &+= body() }
    return value
}

/// What spends its time in libraries, most of them without frame pointers: allocation, copying, hashing, text.
@inline(never)
func libraryWork(cpuSeconds: Double) -> Int {
    let end = now(CLOCK_THREAD_CPUTIME_ID) + cpuSeconds
    var value = 0
    var kept: [[Int]] = []
    while now(CLOCK_THREAD_CPUTIME_ID) < end {
        for size in 1..<400 {
            kept.append(Array(repeating: size, count: size * 7))
            if kept.count > 50 { kept.removeFirst(25) }
        }
        var counts: [String: Int] = [:]
        for number in 0..<400 { counts["number \(number % 90)", default: 0] += 1 }
        value &+= counts.count &+ kept.count
    }
    return value
}

func now(_ clock: clockid_t = CLOCK_MONOTONIC) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs it on threads, and waits for them.
func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (0..<count).map { _ in startThread(body) }
    for thread in threads { pthread_join(thread, nil) }
}

func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        {
            Unmanaged<Body>.fromOpaque($0!).takeRetainedValue().run()
            return nil
        }, Unmanaged.passRetained(Body(body)).toOpaque())
    precondition(status == 0, "pthread_create: \(status)")
    return thread
}
