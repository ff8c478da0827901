import Experiment
import Gate
import Yams

/// What a plan demands of its figures: limits, and tolerances of comparisons.
extension PlanReader {
    /// Limits as they are written, each known to be one.
    mutating func limits(_ node: Node) -> [String] {
        guard case .sequence(let sequence) = node else {
            complaints.add(
                "is no list: write 'limits: [fast_latency_p99_ns <= 5ms]'", about: "limits", at: Origin(node))
            return []
        }
        return sequence.compactMap { node in
            guard let text = text(node, "limits") else { return nil }
            do throws(ParameterError) {
                _ = try Limit(text)
                return text
            } catch {
                complaints.add(error.description, about: "limits", at: Origin(node))
                return nil
            }
        }
    }

    /// Tolerances as `metric=20%`, each known to be one.
    mutating func tolerances(_ node: Node) -> [String] {
        guard let mapping = mapping(node, "tolerances", "write '{fast_latency_p99_ns: 20%}'") else { return [] }
        return mapping.compactMap { keyNode, node in
            guard let value = text(node, "tolerances") else { return nil }
            let text = "\(key(keyNode))=\(value)"
            do throws(ParameterError) {
                _ = try Tolerance(text)
                return text
            } catch {
                complaints.add(error.description, about: "tolerances", at: Origin(keyNode))
                return nil
            }
        }
    }
}
