/// The cells of a plan: of each scenario the products of its lists, without what its rules exclude.
public struct Matrix: Sendable, Hashable {
    /// The most points that a plan may span, excluded ones included.
    public static let largest = 100_000

    /// In the plan's order; cells that are the same once what does not apply is left out are there once.
    public let cells: [Cell]

    /// A strategy and a timer source that make no sense together.
    public struct Pair: Sendable, Hashable, CustomStringConvertible {
        /// The strategy.
        public var strategy: StrategyName
        /// A timer source that it does not take.
        public var timerSource: TimerSourceName

        /// A strategy, and a timer source that it does not take.
        public init(strategy: StrategyName, timerSource: TimerSourceName) {
            self.strategy = strategy
            self.timerSource = timerSource
        }

        /// What is the matter with it.
        public var description: String {
            let taken = strategy.timerSources.map(\.rawValue).joined(separator: ", ")
            return "'\(strategy.rawValue)' does not take the timer source '\(timerSource.rawValue)', only \(taken)"
        }
    }

    /// Pairs that crossed lists hold and no cell has; each once.
    public let skipped: [Pair]

    /// Spans the plan's matrix. Throws all problems that it finds, or that it spans too many points, which are counted
    /// before any of them is spanned.
    public init(_ plan: Plan) throws(PlanProblems) {
        var problems = plan.problems
        guard problems.isEmpty else { throw PlanProblems(problems) }
        var cells: [Cell] = []
        var skipped: [Pair] = []
        for scenario in plan.scenarios {
            var spanned = Span(scenario)
            spanned.run()
            cells += spanned.cells
            problems += spanned.problems
            skipped += spanned.skipped.filter { !skipped.contains($0) }
        }
        guard problems.isEmpty else { throw PlanProblems(problems) }
        self.cells = cells
        self.skipped = skipped
    }

    /// Points that the scenario spans before exclusion; at most `Int.max`.
    public static func count(_ scenario: Scenario) -> Int {
        scenario.products.reduce(0) { sum, values in
            let (count, overflow) = sum.addingReportingOverflow(count(values))
            return overflow ? Int.max : count
        }
    }

    private static func count(_ values: Scenario.Values) -> Int {
        values.values.reduce(1) { product, list in
            // An empty list spans nothing, however large the others are.
            let (count, overflow) = product.multipliedReportingOverflow(by: list.count)
            return overflow ? Int.max : count
        }
    }
}

/// The walk over one scenario's points.
private struct Span {
    let scenario: Scenario
    private(set) var cells: [Cell] = []
    private(set) var problems: [PlanProblem] = []
    private(set) var skipped: [Matrix.Pair] = []
    private var seen: Set<Cell> = []
    private var reported: Set<PlanProblem> = []

    init(_ scenario: Scenario) { self.scenario = scenario }

    mutating func run() {
        for values in scenario.products {
            // The first parameter varies slowest.
            let axes = Parameter.allCases.compactMap { parameter in values[parameter].map { (parameter, $0) } }
            if refusesPair(values) { continue }
            walk(axes[...], MatrixPoint(defaultsFor: values))
        }
        if cells.isEmpty && problems.isEmpty, let pair = skipped.first {
            report(.timerSource, "\(pair): no cell is left, add one that it takes")
        } else if cells.isEmpty && problems.isEmpty {
            report(nil, "every cell is excluded: take a rule out of 'exclude', or add values")
        }
    }

    /// One strategy, and no timer source that it takes: that is no crossing of lists but what was asked for.
    private mutating func refusesPair(_ values: Scenario.Values) -> Bool {
        guard values[.strategy]?.count == 1, let sources = values[.timerSource], !sources.isEmpty else { return false }
        let pairs = sources.compactMap { source in
            var point = MatrixPoint(defaultsFor: values)
            point[.strategy] = values[.strategy]?.first
            point[.timerSource] = source
            return point.senselessPair
        }
        guard pairs.count == sources.count, let pair = pairs.first else { return false }
        let taken = pair.strategy.timerSources.map(\.rawValue).joined(separator: " or ")
        report(.timerSource, "\(pair): write 'timer_source: \(taken)', or leave it out")
        return true
    }

    private mutating func walk(_ axes: ArraySlice<(Parameter, [ParameterValue])>, _ point: MatrixPoint) {
        guard let (parameter, list) = axes.first else { return visit(point) }
        var point = point
        for value in list {
            point[parameter] = value
            walk(axes.dropFirst(), point)
        }
    }

    private mutating func visit(_ point: MatrixPoint) {
        var point = point
        point.resolveDefaults()
        if scenario.exclude.contains(where: point.matches) { return }
        if let pair = point.senselessPair {
            if !skipped.contains(pair) { skipped.append(pair) }
            return
        }
        do {
            let cell = try point.cell(inScenario: scenario.name)
            if seen.insert(cell).inserted { cells.append(cell) }
        } catch {
            report(error.parameter, error.message)
        }
    }

    private mutating func report(_ parameter: Parameter?, _ message: String) {
        let problem = PlanProblem(scenario: scenario.name, parameter: parameter, message: message)
        if reported.insert(problem).inserted { problems.append(problem) }
    }
}
