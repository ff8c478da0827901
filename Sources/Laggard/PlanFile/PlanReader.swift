import Experiment
import Yams

/// Walks the nodes of a plan file, and goes on after what is wrong.
struct PlanReader {
    typealias Origin = PlanComplaints.Origin
    /// Values with the places that they were written at.
    typealias Settings = [Parameter: (values: [ParameterValue], origin: Origin)]

    var complaints: PlanComplaints
    var places = PlanPlaces()

    private static let rootKeys = [
        "name", "seed", "repetitions", "defaults", "scenarios", "implementations",
        "limits", "tolerances",
    ]
    private static let scenarioKeys = ["description", "repetitions", "cases", "exclude", "limits", "tolerances"]

    init(file: String) { complaints = PlanComplaints(file: file) }

    /// The plan, as far as it can be read; what is wrong is in `complaints`.
    mutating func plan(_ root: Node) -> Plan {
        var plan = Plan(name: "", scenarios: [])
        guard let mapping = mapping(root, nil, "write 'name' and 'scenarios'") else { return plan }
        var defaults: Settings = [:]
        for (keyNode, node) in mapping {
            switch key(keyNode) {
            case "name": plan.name = text(node, "name") ?? ""
            case "seed": plan.seed = seed(node) ?? plan.seed
            case "repetitions": plan.repetitions = repetitions(node) ?? plan.repetitions
            case "defaults": defaults = self.defaults(node)
            case "implementations": plan.implementations = implementations(node)
            case "limits": plan.limits = limits(node)
            case "tolerances": plan.tolerances = tolerances(node)
            case "scenarios": break
            case let key: complainAboutRoot(key, keyNode)
            }
        }
        for required in ["name", "scenarios"] where mapping[required] == nil {
            complaints.add("is missing: write '\(required): ...'", about: required, at: .nowhere)
        }
        if let node = mapping["scenarios"] { plan.scenarios = scenarios(node, defaults) }
        return plan
    }

    private mutating func complainAboutRoot(_ key: String, _ node: Node) {
        let remedy =
            Parameter(rawValue: key) == nil
            ? "write one of \(Self.rootKeys.joined(separator: ", "))" : "put it under 'defaults' or into a scenario"
        let meant = Parameter(rawValue: key) == nil ? Spelling.suggestion(for: key, among: Self.rootKeys) : nil
        let error = ParameterError("'\(key)' is no key of a plan", remedy, meant: meant)
        complaints.add(error.description, about: nil, at: Origin(node))
    }

    private mutating func defaults(_ node: Node) -> Settings {
        guard let mapping = mapping(node, "defaults", "write parameters and their values") else { return [:] }
        return settings(Array(mapping), besides: [])
    }

    // MARK: Scenarios

    private mutating func scenarios(_ node: Node, _ defaults: Settings) -> [Scenario] {
        guard let mapping = mapping(node, "scenarios", "write a name and its parameters for each") else { return [] }
        if mapping.isEmpty { complaints.add("is empty: write at least one", about: "scenarios", at: Origin(node)) }
        return mapping.map { keyNode, node in scenario(keyNode, node, defaults) }
    }

    private mutating func scenario(_ keyNode: Node, _ node: Node, _ defaults: Settings) -> Scenario {
        var scenario = Scenario(name: key(keyNode))
        places.note(scenario: scenario.name, at: Origin(keyNode))
        if !Scenario.isName(scenario.name) {
            complaints.add(Scenario.badName, about: "'\(scenario.name)'", at: Origin(keyNode))
        }
        var entries: [(key: Node, value: Node)] = []
        // A scenario without a body is all defaults.
        if node.scalar?.string.isEmpty != true {
            entries = mapping(node, scenario.name, "write parameters and their values").map { Array($0) } ?? []
        }
        let own = settings(entries, besides: Self.scenarioKeys)
        note(defaults, own, &scenario)
        for (keyNode, node) in entries {
            switch key(keyNode) {
            case "description": scenario.description = text(node, "description") ?? ""
            case "repetitions": scenario.repetitions = repetitions(node)
            case "limits": scenario.limits = limits(node)
            case "tolerances": scenario.tolerances = tolerances(node)
            case "exclude":
                places.note(excludeOf: scenario.name, at: Origin(keyNode))
                scenario.exclude = list(node, "exclude", "strategy: after, subscribers: 100").map {
                    $0.mapValues(\.values)
                }
            case "cases":
                for part in list(node, "cases", "subscribers: 10000, rate: 50") {
                    scenario.cases.append(part.mapValues(\.values))
                    for (parameter, setting) in part { places.note(parameter, of: scenario.name, at: setting.origin) }
                }
            default: break
            }
        }
        return scenario
    }

    /// The plan's defaults, and over them the scenario's own settings.
    private mutating func note(_ defaults: Settings, _ own: Settings, _ scenario: inout Scenario) {
        for (parameter, setting) in defaults where own[parameter] == nil {
            if let alternative = parameter.alternative, own[alternative] != nil { continue }
            scenario.parameters[parameter] = setting.values
            places.note(parameter, of: scenario.name, at: setting.origin)
        }
        for (parameter, setting) in own {
            scenario.parameters[parameter] = setting.values
            places.note(parameter, of: scenario.name, at: setting.origin)
        }
    }

    /// A list of settings: the parts of a scenario, or the rules that take cells out.
    private mutating func list(_ node: Node, _ key: String, _ example: String) -> [Settings] {
        guard case .sequence(let sequence) = node else {
            complaints.add("is no list: write '\(key): [{\(example)}]'", about: key, at: Origin(node))
            return []
        }
        return sequence.compactMap { entry in
            guard let mapping = mapping(entry, key, "write '{\(example)}'") else { return nil }
            if mapping.isEmpty {
                complaints.add(
                    "an entry is empty: write a parameter and its values, or leave it out", about: key,
                    at: Origin(entry))
            }
            return settings(Array(mapping), besides: [])
        }
    }
}
