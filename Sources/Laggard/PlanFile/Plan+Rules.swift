import Experiment
import Gate

extension Plan {
    /// The limits that were written, the plan's first. One that is none is left out: the reader has refused it.
    var parsedLimits: [Limit] {
        limits.compactMap { try? Limit($0) }
            + scenarios.flatMap { scenario in scenario.limits.compactMap { try? Limit($0, scenario: scenario.name) } }
    }

    /// The tolerances that were written, likewise.
    var parsedTolerances: Tolerances {
        Tolerances(
            tolerances.compactMap { try? Tolerance($0) }
                + scenarios.flatMap { scenario in
                    scenario.tolerances.compactMap { try? Tolerance("\(scenario.name)/\($0)") }
                })
    }
}
