import Experiment
import Gate

/// Shows how a comparison goes: the pair under way on a terminal, and after each look the state of each hypothesis.
struct ComparisonProgress: Sendable {
    private let display: LiveDisplay

    init(isQuiet: Bool) { display = LiveDisplay(terminal: Terminal(.error), isQuiet: isQuiet) }

    /// A trial of a pair begins.
    func begin(_ pair: PairSchedule.Pair, _ side: Side, spentS: Double, of budgetS: Double) {
        display.begin(pair.cell) { elapsed in
            ProgressText.status(pair: pair, side: side, spentS: spentS + elapsed, of: budgetS)
        }
    }

    /// Its child said something.
    func see(_ line: TrialLine) { display.see(line) }

    /// Takes the overwritten lines away.
    func clear() { display.clear() }

    func planned(_ comparison: Comparison, cells: Int) {
        let pairs = comparison.gate.plan.pairs.map(String.init).joined(separator: " + ")
        say(["\(cells) cell\(cells == 1 ? "" : "s"), pairs of each while it is undecided: \(pairs)"])
    }

    /// A line per hypothesis.
    func looked(_ comparison: Comparison, spentS: Double) {
        let gate = comparison.gate
        let states = gate.states
        var table = TextTable(
            header: ["", "cell", "metric", "ratio", "pairs", "Z"],
            alignment: [.left, .left, .left, .right, .right, .left])
        table.rows = states.map { state in
            let estimate = state.estimate(confidence: gate.rule.confidence).map {
                state.hypothesis.ratio(of: $0.estimate)
            }
            return [
                state.verdict == .undecided ? "~" : state.verdict.rawValue, state.hypothesis.cell.label.shown(),
                state.hypothesis.metric.name, estimate.map { "\(HumanScale.fixed($0, decimals: 3))x" } ?? "",
                String(state.observations.differences.count),
                state.evidence.map {
                    "\(HumanScale.fixed($0.z, decimals: 2)) of \(HumanScale.fixed($0.boundary, decimals: 2))"
                } ?? "",
            ]
        }
        say(
            ["look \(gate.looks) of \(gate.plan.pairs.count), \(Int(spentS)) s: \(comparison.verdict.rawValue)"]
                + table.lines().map { "  " + $0 })
    }

    private func say(_ lines: [String]) {
        display.say(lines.joined(separator: "\n"))
    }
}
