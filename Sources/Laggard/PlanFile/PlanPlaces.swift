import Experiment

/// Where each setting of a plan was written, so that what is found out later still names its line.
struct PlanPlaces {
    typealias Origin = PlanComplaints.Origin

    private var scenarios: [String: Origin] = [:]
    private var settings: [String: [Parameter: Origin]] = [:]
    private var excludes: [String: Origin] = [:]

    mutating func note(scenario: String, at origin: Origin) { scenarios[scenario] = origin }

    mutating func note(_ parameter: Parameter, of scenario: String, at origin: Origin) {
        settings[scenario, default: [:]][parameter] = origin
    }

    mutating func note(excludeOf scenario: String, at origin: Origin) { excludes[scenario] = origin }

    /// The problem with its place, in one line.
    func line(for problem: PlanProblem, _ file: String) -> String {
        guard let scenario = problem.scenario else { return "\(file): \(problem)" }
        guard let parameter = problem.parameter else {
            let origin = excludes[scenario] ?? scenarios[scenario] ?? .nowhere
            return origin.front(file) + problem.description
        }
        let own = settings[scenario]?[parameter]
        let other = parameter.alternative.flatMap { settings[scenario]?[$0] }
        return (own ?? other ?? scenarios[scenario] ?? .nowhere).front(file) + problem.description
    }
}
