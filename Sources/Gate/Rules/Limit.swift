import Experiment

/// An absolute limit of a metric, such as `fast_latency_p99_ns <= 5ms`: no baseline, no statistics.
public struct Limit: Sendable, Hashable {
    public var metric: Metric
    public var comparison: LimitComparison
    /// In the metric's own unit.
    public var bound: Double
    /// Of cells of this scenario only; nil for all.
    public var scenario: String?
    /// The bound as it was written.
    public var boundText: String

    /// `<metric> <operator> <value>`, the operator one of `<=`, `<`, `>=`, `>`, `==`; blanks are optional. The value
    /// has a unit where the metric has one: `5ms`, `64MiB`, `10_000/s`, `1MiB/s`. Throws what is wrong with the text.
    public init(_ text: String, scenario: String? = nil) throws(ParameterError) {
        let isOperator = { (character: Character) in "<>=".contains(character) }
        let name = text.prefix { !isOperator($0) }
        let symbol = text.dropFirst(name.count).prefix(while: isOperator)
        let value = text.dropFirst(name.count + symbol.count).filter { $0 != " " }
        let trimmedName = String(name.filter { $0 != " " })
        guard !trimmedName.isEmpty, !symbol.isEmpty, !value.isEmpty else {
            throw ParameterError("'\(text)' is no limit", "write it as fast_latency_p99_ns <= 5ms")
        }
        metric = try .known(trimmedName)
        guard let comparison = LimitComparison(rawValue: String(symbol)) else {
            let all = LimitComparison.allCases.map(\.rawValue).joined(separator: ", ")
            throw ParameterError("'\(symbol)' in '\(text)' compares nothing", "write one of \(all)")
        }
        self.comparison = comparison
        bound = try LimitQuantity.parse(value, metric)
        boundText = value
        self.scenario = scenario
    }
}

extension Limit: CustomStringConvertible {
    /// In the form that is parsed.
    public var description: String { "\(metric.name) \(comparison.rawValue) \(boundText)" }
}
