import Experiment
import Profiling

/// A trial with its profiles.
struct ProfiledTrial: Sendable {
    let cell: Cell
    let findings: TrialFindings
    let cpu: Profile
    let heap: Profile

    var name: String { cell.strategy.rawValue }
}
