import ArgumentParser
import Experiment

/// Which cell is to be profiled: a plan, and what narrows it down.
struct ProfiledSource: ParsableArguments {
    @OptionGroup var choice: PlanChoice

    @Option(help: ArgumentHelp("The scenario of a plan that has several.", valueName: "name"))
    var scenario: String?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only cells of a plan with that value, as subscribers=1000.", valueName: "key=value"))
    var conditions: [CellCondition] = []

    @Option(help: ArgumentHelp("The strategy; without a plan, after unless told.", valueName: "name"))
    var strategy: String?

    @Option(help: ArgumentHelp("What its timers are made of: task, dispatch, nio, wheel.", valueName: "name"))
    var timerSource: String?

    @Option(help: ArgumentHelp("How long a send waits.", valueName: "duration"))
    var timeout: String?

    @Option(name: .customLong("for"), help: ArgumentHelp("How long the window is.", valueName: "duration"))
    var duration: String?

    @Option(
        name: .customLong("set"), help: ArgumentHelp("Set any other parameter.", valueName: "key=value"),
        completion: .setting)
    var overrides: [String] = []

    /// What may narrow it further, in words.
    private var words: String { scenario == nil ? "--scenario, --strategy or --where" : "--strategy or --where" }

    /// The cell that is meant.
    /// - Parameter other: a strategy in the place of the one that is named.
    /// - Throws: `Failure`, usage.
    func cell(strategy other: String? = nil) throws(Failure) -> Cell {
        try ProfiledCell.only(of: plan(strategy: other), where: conditions, narrowed: words)
    }

    /// The plan, of the one scenario that is meant.
    /// - Parameter other: a strategy in the place of the one that is named.
    /// - Throws: `Failure`, usage.
    func plan(strategy other: String? = nil) throws(Failure) -> Plan {
        do throws(PlanFileErrors) {
            let changes = changes(other)
            var plan = try choice.plan(changes) { () throws(PlanFileErrors) in
                try PlanFile.plan(yaml: Self.demonstration, file: "profile", overrides: changes)
            }
            guard let scenario else { return plan }
            let names = plan.scenarios.map(\.name)
            plan.scenarios.removeAll { $0.name != scenario }
            if plan.scenarios.isEmpty {
                throw PlanFileErrors([
                    "--scenario: the plan '\(plan.name)' has no '\(scenario)'; it has \(names.joined(separator: ", "))"
                ])
            }
            return plan
        } catch {
            throw Failure(.usage, error.description)
        }
    }

    private func changes(_ other: String?) -> [PlanOverride] {
        let place = scenario.map { "\($0)." } ?? ""
        let named: [(Parameter, String?)] = [
            (.strategy, other ?? strategy), (.timerSource, timerSource), (.timeout, timeout), (.duration, duration),
        ]
        let options = named.compactMap { parameter, value in value.map { "\(place)\(parameter.key)=\($0)" } }
        return (options + overrides).map { PlanOverride($0) }
    }

    /// As `laggard leak` has it.
    private static let demonstration = """
        name: profile
        scenarios:
          leak:
            description: one subscriber that keeps up, and a timeout that never comes
            strategy: after
            subscribers: 1
            capacity: 100
            load_model: saturated
            timeout: 180s
            warmup: 0s
            duration: 5s
            drain_limit: 200ms
        """
}
