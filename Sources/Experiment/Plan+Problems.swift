extension Plan {
    /// The most repetitions of a cell.
    public static let repetitionsLimit = 1...10_000

    /// What is wrong before anything is spanned.
    var problems: [PlanProblem] {
        var problems: [PlanProblem] = []
        func report(_ message: String, in scenario: String? = nil) {
            problems.append(PlanProblem(scenario: scenario, parameter: nil, message: message))
        }
        if name.isEmpty { report("the plan has no name: write 'name'") }
        if scenarios.isEmpty { report("the plan has no scenario: write at least one") }
        if !Self.repetitionsLimit.contains(repetitions) { report(Self.badRepetitions(repetitions)) }
        for (name, implementation) in implementations.sorted(by: { $0.key < $1.key }) {
            if name == Self.builtInImplementation { report("implementation '\(name)' is the built-in one: rename it") }
            if implementation.command.first?.isEmpty != false {
                report("implementation '\(name)' has no command: write 'command: [program, argument]'")
            }
            if let build = implementation.build, build.first?.isEmpty != false {
                report("implementation '\(name)' has an empty build: write 'build: make', or leave it out")
            }
        }
        var names: Set<String> = []
        for scenario in scenarios {
            if !names.insert(scenario.name).inserted { report("is there twice: rename one", in: scenario.name) }
            problems += self.problems(of: scenario)
        }
        return problems.isEmpty ? tooManyPoints : problems
    }

    private func problems(of scenario: Scenario) -> [PlanProblem] {
        var problems: [PlanProblem] = []
        func report(_ parameter: Parameter?, _ message: String) {
            problems.append(PlanProblem(scenario: scenario.name, parameter: parameter, message: message))
        }
        if !Scenario.isName(scenario.name) { report(nil, Scenario.badName) }
        if let times = scenario.repetitions, !Self.repetitionsLimit.contains(times) {
            report(nil, Self.badRepetitions(times))
        }
        for values in scenario.products { problems += self.problems(of: values, in: scenario.name) }
        for rule in scenario.exclude where rule.isEmpty {
            report(nil, "a rule of 'exclude' is empty: write a parameter and its values, or leave it out")
        }
        return problems
    }

    private func problems(of values: Scenario.Values, in scenario: String) -> [PlanProblem] {
        var problems: [PlanProblem] = []
        func report(_ parameter: Parameter, _ message: String) {
            problems.append(PlanProblem(scenario: scenario, parameter: parameter, message: message))
        }
        for parameter in Parameter.allCases {
            guard let list = values[parameter] else { continue }
            if list.isEmpty { report(parameter, "the list is empty: write at least one value, or leave it out") }
            if let alternative = parameter.alternative, parameter.rawValue < alternative.rawValue,
                values[alternative] != nil
            {
                report(parameter, "'\(parameter.rawValue)' and '\(alternative.rawValue)' say the same: leave one out")
            }
            for value in list {
                if let message = message(on: value, of: parameter) { report(parameter, message) }
            }
        }
        return problems
    }

    /// What is wrong with a value of that parameter; nil where nothing is.
    public func message(on value: ParameterValue, of parameter: Parameter) -> String? {
        do {
            try parameter.kind.check(value)
        } catch {
            return error.description
        }
        guard parameter == .implementation, case .word(let name) = value, name != Self.builtInImplementation,
            implementations[name] == nil
        else { return nil }
        let known = [Self.builtInImplementation] + implementations.keys.sorted()
        return ParameterError(
            "'\(name)' is unknown", "write \(Self.builtInImplementation), or add it to 'implementations'",
            meant: Spelling.suggestion(for: name, among: known)
        ).description
    }

    private var tooManyPoints: [PlanProblem] {
        let counts = scenarios.map { ($0.name, Matrix.count($0)) }
        let total = counts.reduce(0) { sum, scenario in
            let (sum, overflow) = sum.addingReportingOverflow(scenario.1)
            return overflow ? Int.max : sum
        }
        guard total > Matrix.largest, let largest = counts.max(by: { $0.1 < $1.1 }) else { return [] }
        let most = total == Int.max ? "at least \(total)" : "\(total)"
        let message =
            "the plan spans \(most) cells, and \(Matrix.largest) is the most: shorten the lists of "
            + "scenario '\(largest.0)', which alone spans \(largest.1)"
        return [PlanProblem(scenario: nil, parameter: nil, message: message)]
    }

    /// What is wrong with that number of repetitions.
    public static func badRepetitions(_ times: Int) -> String {
        let limit = repetitionsLimit
        return "repetitions: '\(times)' is out of range: write a whole number from \(limit.lowerBound) to "
            + "\(limit.upperBound)"
    }
}

extension Scenario {
    /// What is wrong with a name that is none, and what to do.
    public static let badName = "the name is none: use letters, digits, '.', '_' and '-', at most 64 of them"

    /// Whether `text` may name a scenario: it goes into options and file names.
    public static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
