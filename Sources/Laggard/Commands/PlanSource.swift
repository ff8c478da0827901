import ArgumentParser
import Experiment

/// Where a plan comes from, and what the command line changes in it.
struct PlanSource: ParsableArguments {
    @OptionGroup var choice: PlanChoice

    @Option(help: ArgumentHelp("Trials of each cell.", valueName: "N"))
    var repetitions: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Set a parameter in every scenario, or in one: scenario.key=value.", valueName: "key=value"),
        completion: .setting)
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Most a child may allocate, as 4GiB.", valueName: "size"))
    var heapLimit: String?

    @Option(help: ArgumentHelp("Seed of the order of trials and of their random draws.", valueName: "N"))
    var seed: UInt64?

    func validate() throws {
        if let repetitions, !(1...10_000).contains(repetitions) {
            throw ValidationError("--repetitions is \(repetitions); it must be in 1...10000.")
        }
    }

    /// Whether a plan is named at all.
    var isGiven: Bool { choice.isGiven }

    /// Whether the plan is changed from here.
    var hasChanges: Bool { repetitions != nil || !overrides.isEmpty || heapLimit != nil || seed != nil }

    /// The plan as resolved.
    /// - Throws: `Failure` with every problem of the plan, in words.
    /// - Parameter preset: the one that is meant where none is named.
    func plan(preset usual: Preset = .default) throws(Failure) -> Plan {
        do throws(PlanFileErrors) {
            var plan = try choice.plan(changes) { () throws(PlanFileErrors) in try usual.plan(overrides: changes) }
            if let repetitions {
                plan.repetitions = repetitions
                for index in plan.scenarios.indices { plan.scenarios[index].repetitions = nil }
            }
            if let seed { plan.seed = seed }
            return plan
        } catch {
            throw Failure(.usage, error.description)
        }
    }

    private var changes: [PlanOverride] {
        (overrides + (heapLimit.map { ["\(Parameter.heapLimit.key)=\($0)"] } ?? [])).map { PlanOverride($0) }
    }
}
