import Experiment
import Yams

extension PlanReader {
    /// Applies the overrides in their order; a later one wins.
    mutating func apply(_ overrides: [PlanOverride], to plan: inout Plan) {
        for override in overrides { apply(override, to: &plan) }
    }

    private mutating func apply(_ override: PlanOverride, to plan: inout Plan) {
        let origin = Origin.option(override.text)
        let parts = override.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            return complaints.add("has no value: write '--set key=value'", about: nil, at: origin)
        }
        guard let node = node(String(parts[1]), origin) else { return }
        let path = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let key = String(path.last ?? "")
        guard path.count > 1 else { return setEverywhere(key, to: node, of: &plan, origin) }
        let name = path.dropLast().joined(separator: ".")
        guard let index = plan.scenarios.firstIndex(where: { $0.name == name }) else {
            let names = plan.scenarios.map(\.name)
            let error = ParameterError(
                "'\(name)' is no scenario", "write one of \(names.joined(separator: ", "))",
                meant: Spelling.suggestion(for: name, among: names))
            return complaints.add(error.description, about: nil, at: origin)
        }
        if key == "repetitions" {
            plan.scenarios[index].repetitions = repetitions(node, at: origin)
        } else {
            setParameter(key, to: node, in: index..<(index + 1), of: &plan, origin)
        }
    }

    private mutating func setEverywhere(_ key: String, to node: Node, of plan: inout Plan, _ origin: Origin) {
        switch key {
        case "repetitions":
            plan.repetitions = repetitions(node, at: origin) ?? plan.repetitions
            for index in plan.scenarios.indices { plan.scenarios[index].repetitions = nil }
        case "seed": plan.seed = seed(node, at: origin) ?? plan.seed
        default: setParameter(key, to: node, in: plan.scenarios.indices, of: &plan, origin)
        }
    }

    private mutating func setParameter(
        _ key: String, to node: Node, in scenarios: Range<Int>, of plan: inout Plan, _ origin: Origin
    ) {
        guard let parameter = Parameter(rawValue: key) else {
            let error = Self.unknownParameter(key, besides: ["repetitions", "seed"])
            return complaints.add(error.description, about: nil, at: origin)
        }
        let values = values(node, of: parameter, at: origin)
        for index in scenarios {
            plan.scenarios[index].set(parameter, to: values)
            places.note(parameter, of: plan.scenarios[index].name, at: origin)
        }
    }

    private mutating func node(_ text: String, _ origin: Origin) -> Node? {
        do {
            if let node = try Yams.compose(yaml: text) { return node }
            complaints.add("has no value: write '--set key=value'", about: nil, at: origin)
        } catch {
            complaints.add("the value is no YAML: write a value, or '[a, b]'", about: nil, at: origin)
        }
        return nil
    }
}
