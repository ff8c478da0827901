import Glibc
import Profiling

/// Children of a process that is being profiled: those that become other programs, by fork and by spawn, and one that
/// makes a profile of its own.
func forks() throws {
    // Once before, so that the child finds what the runtime makes once.
    _ = try CPUProfile.start(samplesPerSecond: 1_000).stop()
    let flags = SharedFlags()
    let profile = try CPUProfile.start(samplesPerSecond: 1_000)
    let load = startThread { while !flags.isOver.load(ordering: .acquiring) { _ = spin(10_000) } }
    let programs = (0..<50).map { _ in
        wait(
            for: child {
                _ = spin(1_000_000)
                var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
                execv("/bin/true", &arguments)
                return 127
            })
    }
    print("programs \(programs.max()!)")
    print("spawned \((0..<50).map { _ in spawned() }.max()!)")
    print("own profile \(wait(for: child { ownProfile(besides: profile) }))")
    flags.isOver.store(true, ordering: .releasing)
    pthread_join(load, nil)
    print("parent: \(try profile.stop().totals["cpu"]! > 0 ? "spin" : "nothing")")
}

/// 0 where the child cannot end its parent's profile, and can make one.
private func ownProfile(besides parents: CPUProfile) -> Int32 {
    do throws(CPUProfileError) {
        _ = try parents.stop()
        return 3
    } catch {
        guard error == .stopped else { return 4 }
    }
    do {
        let own = try CPUProfile.start(samplesPerSecond: 1_000)
        _ = split(cpuSeconds: 0.1, unit: 10_000)
        return try own.stop().totals["samples"]! > 10 ? 0 : 5
    } catch {
        return 6
    }
}

/// Forks; Swift hides the function, since a fork has none of its parent's threads.
private func child(_ body: () -> Int32) -> pid_t {
    let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> pid_t).self)
    // What was printed is not to be printed twice.
    fflush(nil)
    let process = fork()
    guard process == 0 else { return process }
    _exit(body())
}

private func spawned() -> Int32 {
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    guard posix_spawn(&process, "/bin/true", nil, nil, &arguments, nil) == 0 else { return 127 }
    return wait(for: process)
}

private func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
}
