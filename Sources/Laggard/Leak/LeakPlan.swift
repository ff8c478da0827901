import Experiment

/// The article's demonstration as a plan: one subscriber that keeps up, messages as fast as publish returns, and a
/// timeout so long that no timer fires. A strategy that arms a timer for every send shows it at once.
struct LeakPlan: Sendable, Equatable {
    /// Values as a plan writes them.
    var strategies: [String]
    /// Empty for each strategy's own default.
    var timerSources: [String]
    var timeout: String
    var duration: String
    var heapLimit: String

    /// As many as the article's channel holds.
    private static let capacity = "100"

    /// The plan, of a trial for each strategy and timer source.
    /// - Throws: `Failure`, usage: a value that is none.
    func plan() throws(Failure) -> Plan {
        var values: Scenario.Values = [:]
        let texts: [(option: String, parameter: Parameter, texts: [String])] = [
            ("--strategy", .strategy, strategies), ("--timer-source", .timerSource, timerSources),
            ("--timeout", .timeout, [timeout]), ("--for", .duration, [duration]),
            ("--heap-limit", .heapLimit, [heapLimit]), ("", .loadModel, [LoadModel.saturated.rawValue]),
            ("", .subscribers, ["1"]), ("", .capacity, [Self.capacity]), ("", .warmup, ["0s"]),
            ("", .drainLimit, ["200ms"]),
        ]
        for (option, parameter, texts) in texts where !texts.isEmpty {
            do throws(ParameterError) {
                values[parameter] = try texts.map { text throws(ParameterError) in try parameter.parse(text) }
            } catch {
                throw Failure(.usage, "\(option): \(error)")
            }
        }
        let scenario = Scenario(
            name: "leak", description: "one subscriber that keeps up, and a timeout that never comes",
            parameters: values)
        return Plan(name: "leak", scenarios: [scenario])
    }
}
