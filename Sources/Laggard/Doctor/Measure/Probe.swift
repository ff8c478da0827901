import Experiment

/// One short trial of `doctor --measure`, and what it is for.
struct Probe: Sendable, Equatable {
    enum Purpose: Sendable, Hashable {
        /// How late messages go out at this rate.
        case pacer(rate: Double)
        /// The same cell again: open loop.
        case noiseOpen
        /// The same cell again: saturated.
        case noiseSaturated
        /// Sends without a timer, to compare with.
        case timerless
        /// Sends that each arm a timer which does not fire.
        case timer(TimerSourceName)
        /// What a trial takes besides its load.
        case fixedCost(subscribers: Int)
    }

    let purpose: Purpose
    let cell: Cell

    /// For the progress line.
    var title: String {
        switch purpose {
        case .pacer(let rate): "pacer at \(Int(rate)) /s"
        case .noiseOpen: "noise, open loop"
        case .noiseSaturated: "noise, saturated"
        case .timerless: "sends without a timer"
        case .timer(let source): "timers of \(source.rawValue)"
        case .fixedCost(let subscribers): "fixed cost at \(subscribers) subscribers"
        }
    }
}
