import Experiment
import Yams

/// Reads a plan from YAML.
enum PlanFile {
    /// The plan that the text is, with the overrides applied; its matrix is known to be sound.
    /// `file` is its name in messages. Throws everything that is wrong with it, with lines and columns.
    static func plan(
        yaml text: String, file: String, overrides: [PlanOverride] = []
    ) throws(PlanFileErrors) -> Plan {
        var reader = PlanReader(file: file)
        var plan = reader.plan(try root(of: text, file))
        try reader.complaints.check()
        reader.apply(overrides, to: &plan)
        try reader.complaints.check()
        do {
            _ = try Matrix(plan)
        } catch {
            throw PlanFileErrors(error.problems.map { reader.places.line(for: $0, file) })
        }
        return plan
    }

    private static func root(of text: String, _ file: String) throws(PlanFileErrors) -> Node {
        do {
            if let node = try Yams.compose(yaml: text) { return node }
        } catch let error as YamlError {
            throw PlanFileErrors([error.line(in: file)])
        } catch {
            throw PlanFileErrors(["\(file): \(error)"])
        }
        throw PlanFileErrors(["\(file): the file is empty: write 'name' and 'scenarios'"])
    }
}

extension YamlError {
    /// What is wrong, and where in `file`, in one line.
    func line(in file: String) -> String {
        switch self {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            "\(file):\(mark.line):\(mark.column): \(problem)\(context.map { " \($0.text)" } ?? "")"
        case .duplicatedKeysInMapping(let keys, let context):
            "\(file):\(context.mark.line):\(context.mark.column): \(keys.map { "'\($0)'" }.joined(separator: ", ")): "
                + "is there twice: leave one out"
        case .reader(let problem, let offset, _, _):
            "\(file): \(problem)\(offset.map { " at character \($0 + 1)" } ?? "")"
        default: "\(file): \(self)"
        }
    }
}
