import Glibc
import Profiling
import Synchronization

/// Many short profiles in a row, while threads start and end all the time.
func repeatProfiles(_ count: Int) throws {
    let flags = SharedFlags()
    let spawner = startThread {
        while !flags.isOver.load(ordering: .acquiring) {
            onThreads(3) { _ = split(cpuSeconds: 0.004, unit: 10_000) }
            flags.ended.wrappingAdd(3, ordering: .relaxed)
        }
    }
    var first: Usage?
    var lossy = 0
    for index in 0..<count {
        let profile = try CPUProfile.start(samplesPerSecond: 1_000)
        usleep(20_000)
        let result = try profile.stop()
        if !result.comments.contains("samples lost: 0") { lossy += 1 }
        // The first ones fill caches.
        if index == min(20, count / 2) { first = Usage.now() }
    }
    flags.isOver.store(true, ordering: .releasing)
    pthread_join(spawner, nil)
    print("first \(first!.text)")
    print("last \(Usage.now().text)")
    print("threads ended=\(flags.ended.load(ordering: .relaxed)) profiles with losses=\(lossy)")
}

final class SharedFlags: Sendable {
    let isOver = Atomic(false)
    let ended = Atomic(0)
}

/// An endpoint, and something to see with it, until the standard input ends. `blocked`: every thread of Swift's tasks
/// is blocked meanwhile.
func serve(port: Int, blocked: Bool) throws {
    let endpoint = try ProfileEndpoint(port: port)
    try endpoint.start()
    print("port \(endpoint.port)")
    fflush(nil)
    let flags = SharedFlags()
    let load = startThread {
        while !flags.isOver.load(ordering: .acquiring) { _ = split(cpuSeconds: 0.05, unit: unitOfServer) }
    }
    if blocked {
        for _ in 0..<64 { Task.detached { while !flags.isOver.load(ordering: .acquiring) { usleep(100_000) } } }
    }
    while let line = readLine() {
        if line == "usage" {
            print(Usage.now().text)
            fflush(nil)
        }
    }
    flags.isOver.store(true, ordering: .releasing)
    pthread_join(load, nil)
    endpoint.stop()
    print("stopped")
}

private let unitOfServer = 200_000

/// What becomes of SIGPROF: with nobody on it, with somebody on it, and with the signals of somebody else's timer.
func signals() throws {
    func handler() -> String {
        var action = sigaction()
        sigaction(SIGPROF, nil, &action)
        let address = unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
        return address == 0 ? "default" : address == 1 ? "ignored" : "own"
    }
    func profile() throws {
        let profile = try CPUProfile.start(samplesPerSecond: 1_000)
        onThreads(4) { _ = split(cpuSeconds: 0.05, unit: 10_000) }
        _ = try profile.stop()
    }
    for _ in 0..<20 { try profile() }
    print("nobody: \(handler())")
    signal(SIGPROF, SIG_IGN)
    try profile()
    print("ignored: \(handler())")
    signal(SIGPROF) { _ in othersSignals.wrappingAdd(1, ordering: .relaxed) }
    let running = try CPUProfile.start()
    for _ in 0..<10 { raise(SIGPROF) }
    _ = try running.stop()
    print("somebody: \(handler()), signals \(othersSignals.load(ordering: .relaxed))")
}

private let othersSignals = Atomic(0)
