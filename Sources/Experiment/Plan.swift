/// What a run is to measure: the scenarios that span the matrix, how often, and with which programs.
public struct Plan: Codable, Sendable, Hashable {
    /// The implementation that needs no entry in `implementations`.
    public static let builtInImplementation = "laggard"

    /// What runs of it are called.
    public var name: String
    /// Seed of the order of trials and, mixed with the repetition, of each trial.
    public var seed: UInt64
    /// Trials of each cell, unless its scenario says otherwise.
    public var repetitions: Int
    /// What spans the matrix, in its order.
    public var scenarios: [Scenario]
    /// Programs other than the built-in one, by name.
    public var implementations: [String: Implementation]
    /// Absolute limits of all scenarios, as they were written: `fast_latency_p99_ns <= 5ms`.
    public var limits: [String] = []
    /// How much worse a metric may become in a comparison: `fast_latency_p99_ns=20%`.
    public var tolerances: [String] = []

    /// A plan without limits and tolerances.
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

    enum CodingKeys: String, CodingKey { case name, seed, repetitions, scenarios, implementations, limits, tolerances }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        seed = try container.decode(UInt64.self, forKey: .seed)
        repetitions = try container.decode(Int.self, forKey: .repetitions)
        scenarios = try container.decode([Scenario].self, forKey: .scenarios)
        implementations = try container.decode([String: Implementation].self, forKey: .implementations)
        limits = try container.decodeIfPresent([String].self, forKey: .limits) ?? []
        tolerances = try container.decodeIfPresent([String].self, forKey: .tolerances) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(seed, forKey: .seed)
        try container.encode(repetitions, forKey: .repetitions)
        try container.encode(scenarios, forKey: .scenarios)
        try container.encode(implementations, forKey: .implementations)
        if !limits.isEmpty { try container.encode(limits, forKey: .limits) }
        if !tolerances.isEmpty { try container.encode(tolerances, forKey: .tolerances) }
    }

    /// Trials of each cell of that scenario.
    public func repetitions(ofScenario name: String) -> Int {
        scenarios.first { $0.name == name }?.repetitions ?? repetitions
    }
}
