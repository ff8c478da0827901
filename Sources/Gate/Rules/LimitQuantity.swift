import Experiment

/// The values of limits: numbers with the units of metrics.
enum LimitQuantity {
    /// The value in the metric's own unit. Throws what is wrong with it.
    static func parse(_ text: String, _ metric: Metric) throws(ParameterError) -> Double {
        switch metric.unit {
        case .count, .ratio: try plain(text, metric)
        case .nanoseconds: Double(try UnitTable.duration.parse(text))
        case .seconds: Double(try UnitTable.duration.parse(text)) / 1e9
        case .bytes: Double(try UnitTable.bytes.parse(text))
        case .bytesPerSecond: Double(try UnitTable.bytes.parse(try perSecond(text, metric, example: "1MiB/s")))
        case .perSecond: try plain(try perSecond(text, metric, example: "10_000/s"), metric)
        }
    }

    private static func plain(_ text: String, _ metric: Metric) throws(ParameterError) -> Double {
        if let number = Numeral.decimal(text) { return number }
        let remedy = metric.unit == .perSecond ? "write it as 10_000/s" : "'\(metric.name)' has no unit: write a number"
        throw ParameterError("'\(text)' is no number", remedy)
    }

    private static func perSecond(_ text: String, _ metric: Metric, example: String) throws(ParameterError) -> String {
        guard text.hasSuffix("/s") else {
            throw ParameterError(
                "'\(text)' has no unit per second", "'\(metric.name)' is a rate: write it as \(example)")
        }
        return String(text.dropLast(2))
    }
}
