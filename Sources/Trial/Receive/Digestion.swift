import Experiment
import Glibc

/// How a slow subscriber digests its messages: decides, does not do.
struct Digestion: Sendable {
    /// What follows the receipt of a message.
    enum Step: Sendable, Equatable {
        case nothing
        /// Sleep for so many nanoseconds.
        case sleep(Int64)
        /// Compute for so many nanoseconds of CPU time.
        case compute(Int64)
        /// Read nothing more.
        case stall
    }

    /// Shape of the heavy tail: a finite mean, no finite variance.
    static let paretoShape = 1.5

    private let kind: SlowKind
    private let delay: Int64
    private let burst: Int
    private var received = 0
    private var random: SplitMix64

    /// `subscriber` picks a random stream of its own from the seed.
    init(kind: SlowKind, delay: Int64, burst: Int, seed: UInt64, subscriber: Int) {
        self.kind = kind
        self.delay = delay
        self.burst = max(1, burst)
        random = SplitMix64(seed: seed, stream: UInt64(subscriber) + 1)
    }

    /// The step after a message, which is of the window unless of the warm-up.
    mutating func next(isOfWindow: Bool) -> Step {
        received += 1
        switch kind {
        case .constant: return .sleep(delay)
        case .bursty: return received.isMultiple(of: burst) ? .sleep(delay) : .nothing
        case .pareto: return .sleep(paretoDelay())
        case .cpu: return .compute(delay)
        case .stalled: return isOfWindow ? .stall : .nothing
        }
    }

    /// Inverse of the distribution function, with the scale that gives the mean `delay`; one hour at most.
    private mutating func paretoDelay() -> Int64 {
        let scale = Double(delay) * (Self.paretoShape - 1) / Self.paretoShape
        let uniform = 1 - Double.random(in: 0..<1, using: &random)
        return Int64(min(scale * pow(uniform, -1 / Self.paretoShape), 3.6e12))
    }
}
