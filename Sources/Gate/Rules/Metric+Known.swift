import Experiment

extension Metric {
    /// The metric of that column. Throws, with what was probably meant, where there is none.
    static func known(_ name: String) throws(ParameterError) -> Metric {
        if let metric = Metric.named(name) { return metric }
        throw ParameterError(
            "'\(name)' is no metric", "write the name of a column of trials.csv",
            meant: Spelling.suggestion(for: name, among: Metric.all.lazy.map(\.name), foldingCase: true))
    }
}
