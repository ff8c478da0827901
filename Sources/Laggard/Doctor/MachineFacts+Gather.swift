import Foundation

extension MachineFacts {
    /// Looks at this machine.
    static func gather() -> MachineFacts {
        var facts = MachineFacts()
        facts.cpuModel = text("/proc/cpuinfo").flatMap { SystemText.cpuModel($0) }
        facts.cores = positive(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        facts.usableCores = text("/proc/self/status").flatMap { SystemText.usableCores($0) }
        facts.cpuQuota = quota()
        facts.governor = text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").map { SystemText.trimmed($0) }
        facts.loadAverage = text("/proc/loadavg").flatMap { SystemText.loadAverage($0) }
        facts.clockSource = text("/sys/devices/system/clocksource/clocksource0/current_clocksource")
            .map { SystemText.trimmed($0) }
        facts.takeMemory()
        facts.takeLimits()
        facts.takeNames()
        #if DEBUG
            facts.isOptimised = false
        #endif
        return facts
    }

    private mutating func takeMemory() {
        guard let meminfo = Self.text("/proc/meminfo") else { return }
        memoryBytes = SystemText.memory("MemTotal", meminfo)
        availableMemoryBytes = SystemText.memory("MemAvailable", meminfo)
        memoryLimitBytes =
            Self.cgroupFile("memory.max", controller: nil).flatMap { SystemText.memoryLimit($0) }
            ?? Self.cgroupFile("memory.limit_in_bytes", controller: "memory").flatMap { SystemText.memoryLimit($0) }
    }

    private mutating func takeLimits() {
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            openFilesLimit = Int(exactly: limit.rlim_cur) ?? .max
        }
        var resolution = timespec()
        if clock_getres(CLOCK_MONOTONIC, &resolution) == 0 {
            clockResolutionNs = resolution.tv_sec * 1_000_000_000 + resolution.tv_nsec
        }
    }

    private mutating func takeNames() {
        kernel = Self.text("/proc/sys/kernel/osrelease").map { "Linux \(SystemText.trimmed($0))" }
        host = Self.text("/proc/sys/kernel/hostname").map { SystemText.trimmed($0) }
    }

    private static func quota() -> Double? {
        if let text = cgroupFile("cpu.max", controller: nil) { return SystemText.quota(v2: text) }
        guard let quota = cgroupFile("cpu.cfs_quota_us", controller: "cpu"),
            let period = cgroupFile("cpu.cfs_period_us", controller: "cpu")
        else { return nil }
        return SystemText.quota(v1: quota, period: period)
    }

    /// A file of this process's cgroup; in a container its own is mounted at the root.
    private static func cgroupFile(_ name: String, controller: String?) -> String? {
        let root = "/sys/fs/cgroup" + (controller.map { "/\($0)" } ?? "")
        let own = text("/proc/self/cgroup").flatMap { SystemText.cgroup($0, controller: controller) } ?? "/"
        return text("\(root)\(own)/\(name)") ?? text("\(root)/\(name)")
    }

    private static func positive(_ number: Int) -> Int? { number > 0 ? number : nil }

    private static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
