/// One point of a scenario's product before it is a cell: the value of every parameter, defaults included.
struct MatrixPoint {
    /// Set values and defaults; a parameter without either is absent.
    private(set) var values: [Parameter: ParameterValue] = [:]

    /// The defaults of what `parameters` leaves out. An alternative that is set takes its place.
    init(defaultsFor parameters: Scenario.Values) {
        for parameter in Parameter.allCases where parameters[parameter] == nil {
            if let alternative = parameter.alternative, parameters[alternative] != nil { continue }
            values[parameter] = parameter.defaultValue
        }
    }

    subscript(parameter: Parameter) -> ParameterValue? {
        get { values[parameter] }
        set { values[parameter] = newValue }
    }

    /// Sets the defaults that depend on other values.
    mutating func resolveDefaults() {
        if values[.dispatch] == nil {
            let dispatch: Dispatch = loadModel == .saturated ? .awaited : .detached
            values[.dispatch] = .word(dispatch.rawValue)
        }
        if values[.timerSource] == nil, let source = strategy?.defaultTimerSource {
            values[.timerSource] = .word(source.rawValue)
        }
    }

    /// Whether the parameter says anything about this point.
    func applies(_ parameter: Parameter) -> Bool {
        switch parameter {
        case .timerSource: strategy?.usesTimers == true
        case .timeout, .dispatch: strategy?.waits == true
        case .evictAfter: strategy?.evicts == true
        case .slowKind: hasSlowOnes
        case .slowDelay: hasSlowOnes && slowKind != .stalled
        case .slowBurst: hasSlowOnes && slowKind == .bursty
        case .rate, .deliveryRate: loadModel == .open
        default: true
        }
    }

    /// The strategy and the timer source, where these make no sense together.
    var senselessPair: Matrix.Pair? {
        guard let strategy, let timerSource, strategy.usesTimers, !strategy.timerSources.contains(timerSource) else {
            return nil
        }
        return Matrix.Pair(strategy: strategy, timerSource: timerSource)
    }

    /// Whether a rule takes this point out: each of its parameters applies here, with one of its values.
    func matches(_ rule: Scenario.Values) -> Bool {
        !rule.isEmpty
            && rule.allSatisfy { parameter, list in
                applies(parameter) && values[parameter].map(list.contains) == true
            }
    }

    // MARK: Typed values

    var strategy: StrategyName? { word(.strategy).flatMap(StrategyName.init(rawValue:)) }
    var dispatch: Dispatch? { word(.dispatch).flatMap(Dispatch.init(rawValue:)) }
    var loadModel: LoadModel? { word(.loadModel).flatMap(LoadModel.init(rawValue:)) }
    var slowKind: SlowKind? { word(.slowKind).flatMap(SlowKind.init(rawValue:)) }
    var timerSource: TimerSourceName? { word(.timerSource).flatMap(TimerSourceName.init(rawValue:)) }
    var hasSlowOnes: Bool { (number(.slowFraction) ?? 0) > 0 }
    var isExact: Bool { values[.exact] == .flag(true) }

    func word(_ parameter: Parameter) -> String? {
        if case .word(let word) = values[parameter] { word } else { nil }
    }

    func integer(_ parameter: Parameter) -> Int? {
        if case .integer(let integer) = values[parameter] { integer } else { nil }
    }

    func number(_ parameter: Parameter) -> Double? {
        if case .number(let number) = values[parameter] { number } else { nil }
    }

    func bytes(_ parameter: Parameter) -> Int? {
        if case .bytes(let bytes) = values[parameter] { bytes } else { nil }
    }

    func milliseconds(_ parameter: Parameter) -> Double? {
        if case .duration(let nanoseconds) = values[parameter] { Double(nanoseconds) / 1e6 } else { nil }
    }

    func seconds(_ parameter: Parameter) -> Double? {
        if case .duration(let nanoseconds) = values[parameter] { Double(nanoseconds) / 1e9 } else { nil }
    }
}
