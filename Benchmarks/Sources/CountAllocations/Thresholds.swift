import FoundationEssentials

/// The most allocations that each operation may make, as committed: lines of `operation,allocations`, and comments.
struct Thresholds {
    private(set) var limits: [String: Double] = [:]

    /// What a count may be above its threshold: another thread's allocation now and then, and a timer that fires or not.
    static func allowed(_ limit: Double) -> Double { limit + max(0.05, 0.1 * limit) }

    init(path: String) throws {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: ",")
            guard fields.count == 2, let limit = Double(fields[1]), limit >= 0 else {
                throw Complaint("\(path): '\(line)' is not 'operation,allocations'")
            }
            limits[String(fields[0])] = limit
        }
    }

    static func write(_ counts: [(name: String, allocations: Double)], to path: String) throws {
        let lines = counts.map { "\($0.name),\($0.allocations.rounded(places: 2))\n" }
        let text = "# Most allocations per operation. Written by scripts/check-allocations --write.\n" + lines.joined()
        try text.write(to: URL(filePath: path), atomically: true, encoding: .utf8)
    }

    /// What is wrong with these counts, in words.
    func problems(with counts: [(name: String, allocations: Double)]) -> [String] {
        var problems: [String] = []
        for (name, allocations) in counts {
            guard let limit = limits[name] else {
                problems.append("\(name) has no threshold; it makes \(allocations.rounded(places: 2)) per operation")
                continue
            }
            guard allocations > Self.allowed(limit) else { continue }
            problems.append(
                "\(name) makes \(allocations.rounded(places: 2)) allocations per operation; its threshold is \(limit), "
                    + "with slack \(Self.allowed(limit).rounded(places: 2))")
        }
        let gone = Set(limits.keys).subtracting(counts.map(\.name)).sorted()
        return problems + gone.map { "\($0) has a threshold, and is no operation" }
    }
}

struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Double {
    func rounded(places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
