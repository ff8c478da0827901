import Glibc

/// What the process holds of the kernel's things.
struct Usage {
    var timers: Int
    var files: Int
    var threads: Int
    var mappings: Int
    /// KiB.
    var resident: Int

    static func now() -> Usage {
        Usage(
            timers: lines("/proc/self/timers").filter { $0.hasPrefix("ID:") }.count, files: entries("/proc/self/fd"),
            threads: entries("/proc/self/task"), mappings: lines("/proc/self/maps").count,
            resident: lines("/proc/self/status").first { $0.hasPrefix("VmRSS:") }
                .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0)
    }

    var text: String { "timers=\(timers) files=\(files) threads=\(threads) mappings=\(mappings) resident=\(resident)" }

    private static func entries(_ path: String) -> Int {
        guard let folder = opendir(path) else { return -1 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without "." and "..".
        return count - 2
    }

    private static func lines(_ path: String) -> [Substring] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var text: [UInt8] = []
        var byte = fgetc(file)
        while byte != EOF {
            text.append(UInt8(truncatingIfNeeded: byte))
            byte = fgetc(file)
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }
}
