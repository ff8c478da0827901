@testable import Experiment

/// Plans for tests, written as a plan file writes them.
enum Plans {
    static func values(_ texts: [Parameter: [String]]) throws -> Scenario.Values {
        var values: Scenario.Values = [:]
        for (parameter, list) in texts { values[parameter] = try list.map { try parameter.parse($0) } }
        return values
    }

    static func scenario(
        _ name: String = "s", _ texts: [Parameter: [String]] = [:], exclude: [[Parameter: [String]]] = [],
        repetitions: Int? = nil
    ) throws -> Scenario {
        var parameters = try values([.strategy: ["timer"], .subscribers: ["10"], .rate: ["100"]])
        for (parameter, list) in try values(texts) {
            if let alternative = parameter.alternative { parameters[alternative] = nil }
            parameters[parameter] = list
        }
        return Scenario(
            name: name, parameters: parameters, exclude: try exclude.map(values), repetitions: repetitions)
    }

    static func plan(
        _ texts: [Parameter: [String]] = [:], exclude: [[Parameter: [String]]] = [], repetitions: Int = 1
    ) throws -> Plan {
        Plan(name: "p", repetitions: repetitions, scenarios: [try scenario("s", texts, exclude: exclude)])
    }

    static func cells(
        _ texts: [Parameter: [String]] = [:], exclude: [[Parameter: [String]]] = []
    ) throws -> [Cell] {
        try Matrix(plan(texts, exclude: exclude)).cells
    }

    /// The problems that the plan is refused for; empty where it is not.
    static func problems(_ plan: Plan) -> [String] {
        do {
            _ = try Matrix(plan)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    static func problems(
        _ texts: [Parameter: [String]], exclude: [[Parameter: [String]]] = []
    ) throws -> [String] {
        problems(try plan(texts, exclude: exclude))
    }
}
