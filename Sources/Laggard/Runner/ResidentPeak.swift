import Foundation

/// The largest resident set of a process that is still there, as the kernel counts it.
///
/// A child tells its own in its result. This is for one that has none: it is asked before the child is ended, since
/// the process library reaps it without its resource usage.
enum ResidentPeak {
    static func bytes(of pid: pid_t) -> Double? {
        guard let text = try? RunFiles.read("/proc/\(pid)/status") else { return nil }
        return SystemText.memory("VmHWM", String(decoding: text, as: UTF8.self)).map(Double.init)
    }
}
