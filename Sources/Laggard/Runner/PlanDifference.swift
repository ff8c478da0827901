import Experiment
import Foundation

/// In what two plans differ, in words. Pure.
enum PlanDifference {
    /// A line for each value that differs: where it is, then old and new. Empty for plans that are the same.
    static func between(_ old: Plan, _ new: Plan) throws -> [String] {
        let before = try leaves(old)
        let after = try leaves(new)
        return Set(before.keys).union(after.keys).sorted().compactMap { key in
            let (was, isNow) = (before[key], after[key])
            guard was != isNow else { return nil }
            return "\(key): \(was ?? "not set") in the run, \(isNow ?? "not set") in the plan given"
        }
    }

    private static func leaves(_ plan: Plan) throws -> [String: String] {
        let data = try JSONEncoder().encode(plan)
        var found: [String: String] = [:]
        collect(try JSONSerialization.jsonObject(with: data), at: "", into: &found)
        return found
    }

    private static func collect(_ value: Any, at path: String, into found: inout [String: String]) {
        if let object = value as? [String: Any] {
            for (key, inner) in object { collect(inner, at: path.isEmpty ? key : "\(path).\(key)", into: &found) }
        } else if let list = value as? [Any], list.contains(where: { $0 is [String: Any] }) {
            for (index, inner) in list.enumerated() { collect(inner, at: "\(path)[\(index)]", into: &found) }
        } else if let list = value as? [Any] {
            found[path] = "[" + list.map { "\($0)" }.joined(separator: ", ") + "]"
        } else {
            found[path] = "\(value)"
        }
    }
}
