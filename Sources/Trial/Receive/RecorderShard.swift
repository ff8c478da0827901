import Experiment
import Synchronization

/// What one thread records of the deliveries that it makes. One writer at a time: the thread that has taken it.
///
/// Atomics are written by that thread alone, so a relaxed load and store do where an addition would lock the bus.
struct RecorderShard: ~Copyable {
    /// Whether a thread has it.
    let isTaken = Atomic(false)
    /// Deliveries of every phase.
    let received = Atomic(0)
    /// Unique deliveries of the window's messages before the accounts were closed.
    let uniqueFast = Atomic(0)
    let uniqueSlow = Atomic(0)
    /// Deliveries while the phase was `window`, whatever the message.
    let inWindow = Atomic(0)
    /// Of the fast class and of the slow one.
    let latencies: UnsafeMutablePointer<LatencyRecorder>

    init(latencies: UnsafeMutablePointer<LatencyRecorder>) { self.latencies = latencies }

    /// Adds a batch's deliveries.
    @inline(__always)
    func add(received count: Int, unique: Int, isSlow: Bool, isInWindow: Bool) {
        received.addAsOnlyWriter(count)
        if isInWindow { inWindow.addAsOnlyWriter(count) }
        if isSlow { uniqueSlow.addAsOnlyWriter(unique) } else { uniqueFast.addAsOnlyWriter(unique) }
    }
}

extension Atomic<Int> {
    /// For a counter with a single writer.
    @inline(__always)
    fileprivate func addAsOnlyWriter(_ count: Int) {
        store(load(ordering: .relaxed) &+ count, ordering: .relaxed)
    }
}
