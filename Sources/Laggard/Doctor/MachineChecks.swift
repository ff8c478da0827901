/// What the machine's facts mean to a measurement. Pure.
struct MachineChecks {
    let facts: MachineFacts

    /// In the order in which they are shown.
    var all: [Check] {
        [cores, quota, affinity, load, governor, openFiles, memory, optimisation, clock]
    }

    /// Publisher, subscribers and the runner want a core each.
    var cores: Check {
        guard let cores = facts.cores else { return unknown("cores") }
        let finding = "\(cores)" + (facts.cpuModel.map { ", \($0)" } ?? "")
        guard cores < 2 else { return .ok("cores", finding) }
        return .warn("cores", finding, "publisher and subscribers share one core: use a machine with at least 2")
    }

    var quota: Check {
        guard let quota = facts.cpuQuota else { return .ok("CPU quota", "none") }
        let finding = "\(HumanScale.fixed(quota, decimals: 1)) cores' worth of time (cgroup)"
        let enough = facts.cores.map { quota >= Double($0) } ?? true
        if enough { return .ok("CPU quota", finding) }
        return .warn(
            "CPU quota", finding, "throttling shows up as latency: lift the container's limit (docker run --cpus)")
    }

    var affinity: Check {
        guard let usable = facts.usableCores else { return unknown("CPU affinity") }
        guard let cores = facts.cores, usable < cores else { return .ok("CPU affinity", "all \(usable) cores") }
        let finding = "\(usable) of \(cores) cores"
        if usable >= 2 { return .ok("CPU affinity", finding) }
        return .warn("CPU affinity", finding, "allow at least 2: taskset -c, or the container's --cpuset-cpus")
    }

    /// Half a core of other work is as much as repetitions can average out.
    var load: Check {
        guard let load = facts.loadAverage else { return unknown("load") }
        let finding = "\(HumanScale.fixed(load, decimals: 2)) over the last minute"
        guard load > max(0.5, 0.25 * Double(facts.usableCores ?? facts.cores ?? 1)) else { return .ok("load", finding) }
        return .warn("load", finding, "other work disturbs the figures: end it, or wait and take more repetitions")
    }

    var governor: Check {
        guard let governor = facts.governor else { return .ok("frequency governor", "not to be seen from here") }
        if governor == "performance" { return .ok("frequency governor", governor) }
        return .warn(
            "frequency governor", governor, "clocks change with the load: sudo cpupower frequency-set -g performance")
    }

    /// A trial needs few descriptors, whatever the number of subscribers; a broker of one's own may need one each.
    var openFiles: Check {
        guard let limit = facts.openFilesLimit else { return unknown("open files") }
        if limit == .max { return .ok("open files", "no limit") }
        if limit >= 1_024 { return .ok("open files", "at most \(limit)") }
        if limit >= 64 { return .warn("open files", "at most \(limit)", "ulimit -n 1024") }
        return .fail("open files", "at most \(limit)", "ulimit -n 1024")
    }

    var memory: Check {
        guard let available = [facts.availableMemoryBytes, facts.memoryLimitBytes].compactMap(\.self).min() else {
            return unknown("memory")
        }
        let finding = "\(HumanScale.text(Double(available), .bytes)) available"
        let need = 4 << 30
        if available >= need + need / 4 { return .ok("memory", finding) }
        if available < 256 << 20 { return .fail("memory", finding, "trials need at least 256 MB: free some") }
        let half = max(1, (available / 2) >> 20)
        return .warn(
            "memory", finding,
            "a leaking strategy may take all of it before the heap limit (4 GiB) ends it: --heap-limit \(half)MiB")
    }

    var optimisation: Check {
        if facts.isOptimised { return .ok("optimisation", "release build") }
        return .warn("optimisation", "debug build", "figures mean nothing: swift build -c release")
    }

    var clock: Check {
        guard let resolution = facts.clockResolutionNs else { return unknown("clock") }
        let source = facts.clockSource.map { "\($0), " } ?? ""
        let finding = "\(source)resolution \(resolution) ns"
        if resolution > 1_000 {
            return .fail("clock", finding, "no latency below a microsecond can be told: enable high-resolution timers")
        }
        let slow = ["hpet", "acpi_pm", "jiffies"]
        guard let name = facts.clockSource, slow.contains(name) else { return .ok("clock", finding) }
        return .warn("clock", finding, "reading it takes a system call: choose tsc (or kvm-clock) as the clock source")
    }

    private func unknown(_ name: String) -> Check {
        .warn(name, "could not be found out", "look at it by hand")
    }
}
