/// A named workload plus the broker's settings: the lists that its cells are the product of.
public struct Scenario: Sendable, Hashable {
    /// Values by parameter: of each, one list.
    public typealias Values = [Parameter: [ParameterValue]]

    /// Letters, digits, `.`, `_` and `-`.
    public var name: String
    /// What it is for; no figure depends on it.
    public var description: String
    /// What it sets; a parameter left out has its default.
    public var parameters: Values
    /// Parts of the scenario, each with settings of its own over `parameters`: its cells are those of all parts. Empty
    /// where there are no parts.
    public var cases: [Values]
    /// Rules that take cells out: a cell goes if, for each parameter of one rule, its value is in the rule's list.
    /// A parameter that does not apply to a cell matches no value.
    public var exclude: [Values]
    /// Trials of each cell, where that is not the plan's.
    public var repetitions: Int?
    /// As the plan's, for this scenario alone.
    public var limits: [String] = []
    /// As the plan's, for this scenario alone.
    public var tolerances: [String] = []

    /// A scenario without limits and tolerances of its own.
    public init(
        name: String, description: String = "", parameters: Values = [:], cases: [Values] = [],
        exclude: [Values] = [], repetitions: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.cases = cases
        self.exclude = exclude
        self.repetitions = repetitions
    }

    /// Sets the list of a parameter in every part; it takes the place of its alternative (`rate` of `delivery_rate`).
    public mutating func set(_ parameter: Parameter, to values: [ParameterValue]) {
        parameters.set(parameter, to: values)
        for index in cases.indices {
            cases[index][parameter] = nil
            if let alternative = parameter.alternative { cases[index][alternative] = nil }
        }
    }

    /// The settings of each part: one product each.
    public var products: [Values] {
        if cases.isEmpty { return [parameters] }
        return cases.map { part in
            part.reduce(into: parameters) { $0.set($1.key, to: $1.value) }
        }
    }
}

extension Scenario.Values {
    /// Sets the list of a parameter; it takes the place of its alternative.
    fileprivate mutating func set(_ parameter: Parameter, to values: [ParameterValue]) {
        if let alternative = parameter.alternative { self[alternative] = nil }
        self[parameter] = values
    }
}

extension Scenario: Codable {
    enum CodingKeys: String, CodingKey {
        case name, description, parameters, cases, exclude, repetitions, limits, tolerances
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        description = try container.decodeIfPresent(String.self, forKey: .description) ?? ""
        let texts = try container.decode([String: [String]].self, forKey: .parameters)
        parameters = try Self.values(texts, decoder)
        let parts = try container.decodeIfPresent([[String: [String]]].self, forKey: .cases) ?? []
        cases = try parts.map { try Self.values($0, decoder) }
        let rules = try container.decodeIfPresent([[String: [String]]].self, forKey: .exclude) ?? []
        exclude = try rules.map { try Self.values($0, decoder) }
        repetitions = try container.decodeIfPresent(Int.self, forKey: .repetitions)
        limits = try container.decodeIfPresent([String].self, forKey: .limits) ?? []
        tolerances = try container.decodeIfPresent([String].self, forKey: .tolerances) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(description, forKey: .description)
        try container.encode(Self.texts(parameters), forKey: .parameters)
        try container.encode(cases.map(Self.texts), forKey: .cases)
        try container.encode(exclude.map(Self.texts), forKey: .exclude)
        try container.encodeIfPresent(repetitions, forKey: .repetitions)
        if !limits.isEmpty { try container.encode(limits, forKey: .limits) }
        if !tolerances.isEmpty { try container.encode(tolerances, forKey: .tolerances) }
    }

    private static func texts(_ values: Values) -> [String: [String]] {
        Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value.map(\.text)) })
    }

    private static func values(_ texts: [String: [String]], _ decoder: any Decoder) throws -> Values {
        var values: Values = [:]
        for (key, list) in texts {
            do {
                let parameter = try Parameter.named(key)
                values[parameter] = try list.map { try parameter.parse($0) }
            } catch let error as ParameterError {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "\(key): \(error)"))
            }
        }
        return values
    }
}
