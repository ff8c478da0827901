/// Reads what Linux says of itself: pure functions over the text of its files.
enum SystemText {
    /// The model of the first CPU in `/proc/cpuinfo`.
    static func cpuModel(_ cpuinfo: String) -> String? {
        value(of: "model name", in: cpuinfo) ?? value(of: "Model", in: cpuinfo)
    }

    /// How many cores `/proc/self/status` allows: `Cpus_allowed_list: 0-3,8`.
    static func usableCores(_ status: String) -> Int? {
        guard let list = value(of: "Cpus_allowed_list", in: status) else { return nil }
        var count = 0
        for range in list.split(separator: ",") {
            let ends = range.split(separator: "-").map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, last >= first else { return nil }
            count += last - first + 1
        }
        return count > 0 ? count : nil
    }

    /// A field of `/proc/meminfo` in bytes.
    static func memory(_ field: String, _ meminfo: String) -> Int? {
        value(of: field, in: meminfo).flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }.map { $0 * 1_024 }
    }

    /// The load of the last minute in `/proc/loadavg`.
    static func loadAverage(_ loadavg: String) -> Double? {
        loadavg.split(separator: " ").first.flatMap { Double($0) }
    }

    /// Cores' worth of time in a `cpu.max` (cgroup v2): `200000 100000`, or `max 100000`.
    static func quota(v2 cpuMax: String) -> Double? {
        let parts = cpuMax.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard parts.count == 2, let quota = parts[0], let period = parts[1], period > 0 else { return nil }
        return quota / period
    }

    /// Cores' worth of time in a `cpu.cfs_quota_us` and `cpu.cfs_period_us` (cgroup v1): -1 is no quota.
    static func quota(v1 quota: String, period: String) -> Double? {
        guard let quota = Double(trimmed(quota)), let period = Double(trimmed(period)), quota > 0, period > 0 else {
            return nil
        }
        return quota / period
    }

    /// A cgroup's bound in bytes: `max`, or a number near the largest there is, is none.
    static func memoryLimit(_ text: String) -> Int? {
        Int(trimmed(text)).flatMap { $0 < 1 << 60 ? $0 : nil }
    }

    /// This process's cgroup in `/proc/self/cgroup`: of a controller (v1), or the unified one (`nil`).
    static func cgroup(_ text: String, controller: String?) -> String? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let names = parts[1].split(separator: ",").map(String.init)
            if controller.map({ names.contains($0) }) ?? (parts[0] == "0") { return String(parts[2]) }
        }
        return nil
    }

    static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func value(of field: String, in text: String) -> String? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, trimmed(String(parts[0])) == field { return trimmed(String(parts[1])) }
        }
        return nil
    }
}
