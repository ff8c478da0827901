import Experiment

/// Reads a plan from YAML.
enum PlanFile {
    /// The plan that the text is, with the overrides applied; its matrix is known to be sound.
    /// `file` is its name in messages. Throws everything that is wrong with it, with lines and columns.
    static func plan(
        yaml text: String, file: String, overrides: [PlanOverride] = []
    ) throws(PlanFileErrors) -> Plan {
        throw PlanFileErrors([])
    }
}
