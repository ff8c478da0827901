import Profiling
import Report

/// Profiles as the flame graph shows them. Pure.
enum ProfileViews {
    /// A view of each kind of each trial; of two trials, each against the other.
    static func of(_ trials: [ProfiledTrial]) -> [FlameView] {
        ProfileKind.allCases.flatMap { kind in
            trials.map { trial in
                let other = trials.first { $0.name != trial.name }
                return FlameView(
                    title: trials.count > 1 ? "\(trial.name): \(kind.shortTitle)" : kind.shortTitle,
                    unit: kind == .cpu ? .nanoseconds : .bytes, stacks: kind.stacks(of: trial),
                    base: other.map { .init(name: $0.name, stacks: kind.stacks(of: $0)) })
            }
        }.filter { !$0.stacks.isEmpty }
    }
}
