import ArgumentParser
import Experiment
import Foundation

/// Which plan is meant: a file, or a preset.
struct PlanChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The plan; without one, the command's own.", valueName: "PLAN.yaml"), completion: .plan)
    var file: String?

    @Option(help: ArgumentHelp("A plan that comes with laggard.", valueName: "name"))
    var preset: Preset?

    func validate() throws {
        if file != nil && preset != nil { throw ValidationError("Give a PLAN.yaml or a --preset, not both.") }
    }

    /// Whether a plan is named at all.
    var isGiven: Bool { file != nil || preset != nil }

    /// The plan, changed.
    /// - Parameter usual: the one that is meant where none is named.
    func plan(
        _ changes: [PlanOverride], orElse usual: () throws(PlanFileErrors) -> Plan
    ) throws(PlanFileErrors) -> Plan {
        if let file { return try Self.read(file, changes) }
        if let preset { return try preset.plan(overrides: changes) }
        return try usual()
    }

    private static func read(_ file: String, _ changes: [PlanOverride]) throws(PlanFileErrors) -> Plan {
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
