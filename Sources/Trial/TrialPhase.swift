import Experiment
import Synchronization

/// Where a trial is. Only ever moves forward.
enum TrialPhase: UInt8, AtomicRepresentable, Comparable {
    /// Subscribing everybody.
    case setup
    /// Load like the window's, of which nothing counts.
    case warmup
    /// What is published and received now makes the rates; what is intended now is accounted for.
    case window
    /// Late messages and full buffers are given time.
    case drain
    /// The accounts are closed: what is still received was left in a buffer.
    case stopping

    static func < (left: TrialPhase, right: TrialPhase) -> Bool { left.rawValue < right.rawValue }

    /// The protocol's word for it.
    var name: TrialLine.Phase {
        switch self {
        case .setup: .setup
        case .warmup: .warmup
        case .window: .window
        case .drain, .stopping: .drain
        }
    }
}
