import ArgumentParser
import Experiment
import Foundation

/// Where a plan comes from, and what the command line changes in it.
struct PlanSource: ParsableArguments {
    @Argument(help: ArgumentHelp("The plan; without one, a preset.", valueName: "PLAN.yaml"))
    var file: String?

    @Option(
        help: ArgumentHelp(
            "A plan that comes with laggard: smoke, default, full, peers, gate, exact or sweep.", valueName: "name"))
    var preset: Preset?

    @Option(help: ArgumentHelp("Trials of each cell.", valueName: "N"))
    var repetitions: Int?

    @Option(name: .customLong("set"), help: ArgumentHelp("Set a parameter in every scenario.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Most a child may allocate, as 4GiB.", valueName: "size"))
    var heapLimit: String?

    @Option(help: ArgumentHelp("Seed of the order of trials and of their random draws.", valueName: "N"))
    var seed: UInt64?

    func validate() throws {
        if file != nil && preset != nil { throw ValidationError("Give a PLAN.yaml or a --preset, not both.") }
        if let repetitions, !(1...10_000).contains(repetitions) {
            throw ValidationError("--repetitions is \(repetitions); it must be in 1...10000.")
        }
    }

    /// Whether a plan is named at all.
    var isGiven: Bool { file != nil || preset != nil }

    /// Whether the plan is changed from here.
    var hasChanges: Bool { repetitions != nil || !overrides.isEmpty || heapLimit != nil || seed != nil }

    /// The plan as resolved.
    /// - Throws: `Failure` with every problem of the plan, in words.
    /// - Parameter preset: the one that is meant where none is named.
    func plan(preset usual: Preset = .default) throws(Failure) -> Plan {
        do throws(PlanFileErrors) {
            var plan = try parsed(usual)
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

    private func parsed(_ usual: Preset) throws(PlanFileErrors) -> Plan {
        guard let file else { return try (preset ?? usual).plan(overrides: changes) }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RunFiles.read(file)
        } catch {
            throw PlanFileErrors(["cannot read the plan '\(file)': \(String(cString: strerror(error.code)))"])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PlanFileErrors(["the plan '\(file)' is not UTF-8 text"])
        }
        return try PlanFile.plan(yaml: text, file: file, overrides: changes)
    }
}

extension Preset: ExpressibleByArgument {}
