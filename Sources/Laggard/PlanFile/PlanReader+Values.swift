import Experiment
import Yams

extension PlanReader {
    /// The parameters among `entries`; keys in `others` are left to the caller, and further ones are wrong.
    mutating func settings(_ entries: [(key: Node, value: Node)], besides others: [String]) -> Settings {
        var settings: Settings = [:]
        for (keyNode, node) in entries {
            let key = key(keyNode)
            if others.contains(key) { continue }
            guard let parameter = Parameter(rawValue: key) else {
                let error = Self.unknownParameter(key, besides: others)
                complaints.add(error.description, about: nil, at: Origin(keyNode))
                continue
            }
            if let alternative = parameter.alternative, let first = settings[alternative], !first.values.isEmpty {
                complaints.add(
                    "says the same as '\(alternative.rawValue)': leave one out", about: key, at: Origin(keyNode))
            }
            settings[parameter] = (values(node, of: parameter, at: nil), Origin(node))
        }
        return settings
    }

    static func unknownParameter(_ key: String, besides others: [String]) -> ParameterError {
        let known = others + Parameter.allCases.map(\.rawValue)
        return ParameterError(
            "'\(key)' is no parameter",
            "see 'laggard list parameters'\(others.isEmpty ? "" : "; or write \(others.joined(separator: ", "))")",
            meant: Spelling.suggestion(for: key, among: known, foldingCase: true))
    }

    /// The values of a scalar or a list. `origin` is where they come from, if not from the file.
    mutating func values(_ node: Node, of parameter: Parameter, at origin: Origin?) -> [ParameterValue] {
        let nodes = node.sequence.map { Array($0) } ?? [node]
        if nodes.isEmpty {
            complaints.add(
                "the list is empty: write at least one value, or leave it out", about: parameter.rawValue,
                at: origin ?? Origin(node))
        }
        var values: [ParameterValue] = []
        for node in nodes {
            guard let scalar = node.scalar else {
                complaints.add(
                    "is neither a value nor a list of values: write \(parameter.kind.expectation)",
                    about: parameter.rawValue, at: origin ?? Origin(node))
                continue
            }
            do {
                values.append(try parameter.parse(scalar.string))
            } catch {
                complaints.add(error.description, about: parameter.rawValue, at: origin ?? Origin(node))
            }
        }
        return values
    }

    // MARK: Single values

    mutating func mapping(_ node: Node, _ key: String?, _ remedy: String) -> Node.Mapping? {
        if let mapping = node.mapping { return mapping }
        complaints.add("is no mapping of keys to values: \(remedy)", about: key ?? "the plan", at: Origin(node))
        return nil
    }

    func key(_ node: Node) -> String { node.scalar?.string ?? "?" }

    mutating func text(_ node: Node, _ key: String) -> String? {
        if let text = node.scalar?.string, !text.isEmpty { return text }
        complaints.add("is no text: write one", about: key, at: Origin(node))
        return nil
    }

    mutating func seed(_ node: Node, at origin: Origin? = nil) -> UInt64? {
        if let seed = node.scalar.flatMap({ UInt64($0.string) }) { return seed }
        complaints.add(
            "'\(written(node))' is no seed: write a whole number from 0 to \(UInt64.max)", about: "seed",
            at: origin ?? Origin(node))
        return nil
    }

    mutating func repetitions(_ node: Node, at origin: Origin? = nil) -> Int? {
        let limit = Plan.repetitionsLimit
        if let times = node.scalar.flatMap({ Int($0.string) }), limit.contains(times) { return times }
        complaints.add(
            "'\(written(node))' is out of range: write a whole number from \(limit.lowerBound) to \(limit.upperBound)",
            about: "repetitions", at: origin ?? Origin(node))
        return nil
    }

    private func written(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .sequence: "[...]"
        case .mapping: "{...}"
        case .alias(let alias): "*\(alias.anchor.rawValue)"
        }
    }
}
