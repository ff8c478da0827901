/// What is wrong with a plan, in words, and where.
public struct PlanProblem: Sendable, Hashable, CustomStringConvertible {
    /// The scenario that it is in; nil where it is the plan's.
    public var scenario: String?
    /// The parameter to look at first; nil where there is none.
    public var parameter: Parameter?
    /// What is wrong and what to do.
    public var message: String

    /// A problem, in words, and where it is.
    public init(scenario: String?, parameter: Parameter?, message: String) {
        self.scenario = scenario
        self.parameter = parameter
        self.message = message
    }

    public var description: String {
        let place = [scenario.map { "scenario '\($0)'" }, parameter?.rawValue].compactMap(\.self)
        return (place + [message]).joined(separator: ": ")
    }
}

/// Why a plan has no matrix: at least one problem.
public struct PlanProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// All that were found, at least one.
    public var problems: [PlanProblem]

    /// These problems.
    public init(_ problems: [PlanProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
