import Experiment
import Yams

extension PlanReader {
    private static let shape = "write 'name: {command: [program, argument]}'"
    private static let implementationKeys = ["command", "build"]

    /// The programs that the plan names beside the built-in one.
    mutating func implementations(_ node: Node) -> [String: Implementation] {
        guard let mapping = mapping(node, "implementations", Self.shape) else { return [:] }
        var implementations: [String: Implementation] = [:]
        for (keyNode, node) in mapping {
            let name = key(keyNode)
            if name == Plan.builtInImplementation {
                complaints.add("'\(name)' is the built-in one: rename it", about: nil, at: Origin(keyNode))
            }
            guard let entry = self.mapping(node, name, Self.shape) else { continue }
            for (keyNode, _) in entry where !Self.implementationKeys.contains(key(keyNode)) {
                let meant = Spelling.suggestion(for: key(keyNode), among: Self.implementationKeys)
                let error = ParameterError("'\(key(keyNode))' is no key of an implementation", Self.shape, meant: meant)
                complaints.add(error.description, about: nil, at: Origin(keyNode))
            }
            let build = entry["build"].flatMap { self.build($0) }
            guard let words = command(entry["command"] ?? node) else { continue }
            implementations[name] = Implementation(command: words, build: build)
        }
        return implementations
    }

    private mutating func command(_ node: Node) -> [String]? {
        if let words = words(node) { return words }
        complaints.add("is no list of words: \(Self.shape)", about: "command", at: Origin(node))
        return nil
    }

    /// A line for the shell, or a list of words that no shell sees.
    private mutating func build(_ node: Node) -> [String]? {
        if let line = node.scalar?.string, line.contains(where: { !$0.isWhitespace }) { return ["sh", "-c", line] }
        if let words = words(node) { return words }
        complaints.add(
            "is neither a line for the shell nor a list of words: write 'build: make' or 'build: [make, target]'",
            about: "build", at: Origin(node))
        return nil
    }

    private func words(_ node: Node) -> [String]? {
        let words = node.sequence.map { $0.compactMap(\.scalar?.string) } ?? []
        return words.count == node.sequence?.count && words.first?.isEmpty == false ? words : nil
    }
}
