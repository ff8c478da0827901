import Glibc

/// A fixed amount of work that keeps CPUs busy, for some tenths of a second.
struct Work: Sendable {
    let name: String
    let run: @Sendable () async -> Void

    static let all = [
        Work(name: "one function, one thread") { use(spin(spinRounds)) },
        Work(name: "stacks 200 deep") { for _ in 0..<40 { use(descend(200, spinRounds / 40)) } },
        Work(name: "async functions, 40 deep") { for _ in 0..<40 { use(await asyncDescend(40, spinRounds / 40)) } },
        Work(name: "allocation, hashing, text") { use(libraryWork(rounds: 1_500)) },
        Work(name: "64 threads") { onThreads(64) { use(descend(20, spinRounds / 32)) } },
        Work(name: "threads that start and end") {
            for _ in 0..<50 { onThreads(4) { use(spin(spinRounds / 200)) } }
        },
    ]
}

private let spinRounds = use(200_000_000)

@inline(never)
private func spin(_ rounds: Int) -> Int {
    // A sequence that no compiler knows a shortcut through.
    var value = UInt64(truncatingIfNeeded: use(rounds)) | 1
    for _ in 0..<rounds {
        value ^= value << 13
        value ^= value >> 7
        value ^= value << 17
    }
    return Int(truncatingIfNeeded: value)
}

@inline(never)
private func descend(_ depth: Int, _ rounds: Int) -> Int {
    // What follows the call keeps it from becoming a jump.
    depth == 0 ? spin(rounds) : descend(depth - 1, rounds) &* 3 &+ depth
}

@inline(never)
private func asyncDescend(_ depth: Int, _ rounds: Int) async -> Int {
    guard depth > 0 else {
        await Task.yield()
        return spin(rounds)
    }
    return await asyncDescend(depth - 1, rounds) &* 3 &+ depth
}

@inline(never)
private func libraryWork(rounds: Int) -> Int {
    var value = 0
    var kept: [[Int]] = []
    for _ in 0..<rounds {
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

/// Returns the value, which the compiler does not see: so the work for it is done each time.
@inline(never)
@_optimize(none)
@discardableResult
private func use(_ value: Int) -> Int { value }

func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds of CPU time that the process uses while it runs.
func cpuTime(of work: @Sendable () async -> Void) async -> Double {
    let start = now(CLOCK_PROCESS_CPUTIME_ID)
    await work()
    return now(CLOCK_PROCESS_CPUTIME_ID) - start
}

/// Runs it on threads, and waits for them.
private func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let threads = (0..<count).map { _ in
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
    for thread in threads { pthread_join(thread, nil) }
}
