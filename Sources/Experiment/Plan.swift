/// What a run is to measure: the scenarios that span the matrix, how often, and with which programs.
public struct Plan: Codable, Sendable, Hashable {
    /// The implementation that needs no entry in `implementations`.
    public static let builtInImplementation = "laggard"

    public var name: String
    /// Seed of the order of trials and, mixed with the repetition, of each trial.
    public var seed: UInt64
    /// Trials of each cell, unless its scenario says otherwise.
    public var repetitions: Int
    public var scenarios: [Scenario]
    public var implementations: [String: Implementation]

    public init(
        name: String, seed: UInt64 = 1, repetitions: Int = 1, scenarios: [Scenario],
        implementations: [String: Implementation] = [:]
    ) {
        self.name = name
        self.seed = seed
        self.repetitions = repetitions
        self.scenarios = scenarios
        self.implementations = implementations
    }

    /// Trials of each cell of that scenario.
    public func repetitions(ofScenario name: String) -> Int {
        scenarios.first { $0.name == name }?.repetitions ?? repetitions
    }
}
