import Experiment

/// How much worse a metric may become and still count as unchanged.
public struct Tolerance: Sendable, Hashable {
    public var metric: Metric
    /// Of cells of this scenario only; nil for all.
    public var scenario: String?
    /// Above 0; below 1 where more is better. 0.1 is 10% worse.
    public var fraction: Double

    /// Throws what is wrong with a metric that has no better direction, or a fraction that leaves nothing to test.
    public init(metric: Metric, scenario: String? = nil, fraction: Double) throws(ParameterError) {
        guard metric.polarity != .none else {
            throw ParameterError(
                "neither direction of '\(metric.name)' is better", "set a tolerance for a metric that can be worse")
        }
        guard fraction.isFinite, fraction > 0, metric.polarity == .lower || fraction < 1 else {
            throw ParameterError(
                "a tolerance of \(fraction.isFinite ? Figures.percent(fraction) : "\(fraction)") for '\(metric.name)'",
                metric.polarity == .lower ? "write one above 0%, such as 20%" : "write one between 0% and 100%")
        }
        self.metric = metric
        self.scenario = scenario
        self.fraction = fraction
    }

    /// `metric=20%`, or `scenario/metric=20%`. Throws what is wrong with the text.
    public init(_ text: String) throws(ParameterError) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(Self.trimmed)
        guard sides.count == 2, !sides[0].isEmpty else {
            throw ParameterError("'\(text)' is no tolerance", "write it as fast_latency_p99_ns=20%")
        }
        var name = sides[0]
        var scenario: String?
        if let slash = name.lastIndex(of: "/") {
            scenario = String(name[..<slash])
            name = String(name[name.index(after: slash)...])
        }
        guard sides[1].hasSuffix("%"), let percentage = Numeral.decimal(String(sides[1].dropLast())) else {
            throw ParameterError("'\(sides[1])' in '\(text)' is no percentage", "write it as 20%")
        }
        try self.init(metric: .known(name), scenario: scenario, fraction: percentage / 100)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}

extension Tolerance: CustomStringConvertible {
    /// In the form that is parsed.
    public var description: String {
        (scenario.map { "\($0)/" } ?? "") + "\(metric.name)=\(Figures.percent(fraction))"
    }
}
