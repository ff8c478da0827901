import Glibc

/// This process's threads, as the kernel lists them.
enum ThreadList {
    static func threads() -> [Int32] {
        guard let folder = opendir("/proc/self/task") else { return [] }
        defer { closedir(folder) }
        var threads: [Int32] = []
        while let entry = readdir(folder) {
            var thread: Int32 = 0
            var isNumber = true
            withUnsafeBytes(of: &entry.pointee.d_name) { name in
                for byte in name {
                    guard byte != 0 else { break }
                    guard (0x30...0x39).contains(byte) else {
                        isNumber = false
                        break
                    }
                    thread = thread &* 10 &+ Int32(byte - 0x30)
                }
            }
            if isNumber, thread > 0 { threads.append(thread) }
        }
        return threads
    }

    /// Nil if it has ended.
    static func name(of thread: Int32) -> String? {
        let file = open("/proc/self/task/\(thread)/comm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer.prefix(count).filter { $0 != 0x0a }, as: UTF8.self)
    }
}
