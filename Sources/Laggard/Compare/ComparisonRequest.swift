import Experiment
import Foundation
import Gate

/// What a comparison is to do. All of it is valid.
struct ComparisonRequest: Sendable {
    let plan: Plan
    let cells: [Cell]
    let base: SideSource
    let head: SideSource
    /// Seconds that the pairs may take, builds apart.
    let budgetS: Double
    let seed: UInt64
    let rule: GateRule
    let tolerances: Tolerances
    /// The folder that was named, or one under `results/`.
    let output: String?
    let cache: String?
    let timeout: Duration?
    let isQuiet: Bool
}
