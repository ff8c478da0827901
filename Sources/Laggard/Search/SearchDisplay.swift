import Experiment
import Gate
import Results

/// Shows how a search goes: the trial under way on a terminal, a line for each rate that is decided.
final class SearchDisplay: RunDisplay {
    private let display: LiveDisplay

    init(terminal: Terminal, isQuiet: Bool) {
        display = LiveDisplay(terminal: terminal, isQuiet: isQuiet)
    }

    func begin(_ cell: Cell) {
        let name = ProgressText.name(of: cell)
        display.begin(cell) { _ in "probing  \(name)" }
    }

    func see(_ line: TrialLine) { display.see(line) }

    func finish(_ findings: TrialFindings) {}

    /// A rate is decided.
    func decide(_ row: SearchRow) {
        let verdict = row.holds ? "holds" : "does not hold: \(row.reason ?? "")"
        display.say("\(ProgressText.name(of: row.cell)): \(verdict)".shown(limit: 300))
    }

    func clear() { display.clear() }
}
