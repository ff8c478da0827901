import FoundationEssentials

/// What each operation may allocate, as committed: comments, and lines of `operation,allocations,leeway`.
struct Thresholds {
    /// Allocations per operation of a middling round, and how far other runs may be off.
    struct Limit {
        var allocations: Double
        /// Some operations race a timer, or a task that is cancelled before or after it has begun.
        var leeway: Double

        /// The threshold with its slack.
        var most: Double { allocations + max(0.05, 0.1 * allocations, leeway) }
    }

    private(set) var limits: [String: Limit] = [:]

    init(path: String) throws {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: ",")
            guard fields.count == 3, let allocations = Double(fields[1]), let leeway = Double(fields[2]) else {
                throw Complaint("\(path): '\(line)' is not 'operation,allocations,leeway'")
            }
            limits[String(fields[0])] = Limit(allocations: allocations, leeway: leeway)
        }
    }

    static func write(_ counts: [Count], to path: String) throws {
        let head = "# Allocations per operation: operation,allocations,leeway. scripts/check-allocations --write\n"
        let lines = counts.map { "\($0.name),\($0.median.rounded(places: 2)),\($0.leeway.rounded(places: 2))\n" }
        try (head + lines.joined()).write(to: URL(filePath: path), atomically: true, encoding: .utf8)
    }

    /// What is wrong with these counts, in words. The least round counts: one that takes no more is proof enough.
    func problems(with counts: [Count]) -> [String] {
        var problems: [String] = []
        for count in counts {
            guard let limit = limits[count.name] else {
                problems.append("'\(count.name)' has no threshold: scripts/check-allocations --write, and commit it")
                continue
            }
            guard count.least > limit.most else { continue }
            problems.append(
                "'\(count.name)' makes \(count.least.rounded(places: 2)) allocations; its threshold is "
                    + "\(limit.allocations), with slack \(limit.most.rounded(places: 2))")
        }
        let gone = Set(limits.keys).subtracting(counts.map(\.name)).sorted()
        return problems + gone.map { "'\($0)' has a threshold, and is no operation (any more)" }
    }
}

struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
