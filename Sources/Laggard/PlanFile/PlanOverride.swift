/// One `--set [scenario.]key=value` of the command line.
struct PlanOverride: Sendable, Hashable {
    /// As it was given: `capacity=10`, `slow.capacity=[10, 100]`, `repetitions=5`, `seed=7`.
    var text: String

    init(_ text: String) { self.text = text }
}
