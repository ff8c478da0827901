import Experiment

/// A plan that comes with laggard.
enum Preset: String, CaseIterable, Sendable {
    case smoke, `default`, full, peers, gate, exact, sweep, search, scaling

    /// One line for `laggard list presets`.
    var summary: String {
        switch self {
        case .smoke: "every strategy at 10 and 1,000 subscribers, 5% of them slow: does it work? under 30 s"
        case .default:
            "the article's strategies at 10 to 10,000 subscribers, 5% slow and none, and with a long timeout: 7 minutes"
        case .full: "more repetitions, slow kinds, timeouts, timer sources and dispatches: some 4 hours"
        case .peers: "laggard beside Go and AsyncStreams over the same cells (scripts/bench builds them): 7 minutes"
        case .gate: "few cells that notice what a change breaks: for 'laggard compare'"
        case .exact: "counts that repeat on any machine, for 'laggard gate': under a minute"
        case .search: "every strategy but the article's fixes at 1,000 subscribers, 5% slow: for 'laggard search'"
        case .scaling:
            "what a delivery costs from 10 to 100,000 subscribers, 1 to 1,000 topics, 1 to 8 publishers: 4 minutes"
        case .sweep: "every strategy, timer source and dispatch, 10 to 10,000 subscribers: does it all work? 6 minutes"
        }
    }

    /// The file's text.
    var yaml: String {
        switch self {
        case .smoke: String(decoding: PackageResources.smoke_yaml, as: UTF8.self)
        case .default: String(decoding: PackageResources.default_yaml, as: UTF8.self)
        case .full: String(decoding: PackageResources.full_yaml, as: UTF8.self)
        case .peers: String(decoding: PackageResources.peers_yaml, as: UTF8.self)
        case .gate: String(decoding: PackageResources.gate_yaml, as: UTF8.self)
        case .exact: String(decoding: PackageResources.exact_yaml, as: UTF8.self)
        case .search: String(decoding: PackageResources.search_yaml, as: UTF8.self)
        case .sweep: String(decoding: PackageResources.sweep_yaml, as: UTF8.self)
        case .scaling: String(decoding: PackageResources.scaling_yaml, as: UTF8.self)
        }
    }

    /// What to do where a program that a preset names is not there; nil for any other program.
    static func remedy(forProgram name: String) -> String? {
        switch name {
        case "laggard-go-peer", "laggard-own-broker": "scripts/bench --preset peers builds it; that needs golang-go."
        default: nil
        }
    }

    /// The plan, read as a user's file is.
    func plan(overrides: [PlanOverride] = []) throws(PlanFileErrors) -> Plan {
        try PlanFile.plan(yaml: yaml, file: "\(rawValue).yaml", overrides: overrides)
    }
}
