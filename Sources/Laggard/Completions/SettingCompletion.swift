import Experiment

/// What `--set` may be given: the keys, and after one's `=` its values. Pure.
enum SettingCompletion {
    /// - Parameter prefix: what is typed so far.
    static func candidates(_ prefix: String) -> [String] {
        let key = prefix.prefix { $0 != "=" }
        // `scenario.key=value` sets it in one scenario.
        let scenario = key.lastIndex(of: ".").map { String(key[...$0]) } ?? ""
        guard key.count < prefix.count else {
            let others = scenario.isEmpty ? ["repetitions=", "seed="] : ["repetitions="]
            return (Parameter.allCases.map { "\($0.key)=" } + others).map { scenario + $0 }
        }
        guard let parameter = Parameter(rawValue: String(key.dropFirst(scenario.count))) else { return [] }
        return values(of: parameter).map { "\(key)=\($0)" }
    }

    /// All words that it may be, or else its default as an example.
    private static func values(of parameter: Parameter) -> [String] {
        switch parameter.kind {
        case .word(let words): words
        case .flag: ["true", "false"]
        case .name, .integer, .articleOr, .fraction, .rate, .duration, .bytes:
            parameter.defaultValue.map { [$0.text] } ?? []
        }
    }
}
