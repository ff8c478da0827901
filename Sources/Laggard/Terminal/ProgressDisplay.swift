import Experiment
import Synchronization

/// Shows how a run goes: the trial under way on a terminal, and a line for each that is over.
final class ProgressDisplay: RunDisplay {
    private struct State {
        var estimate: ProgressEstimate
        var name = ""
        var began = ContinuousClock.now
    }

    private let display: LiveDisplay
    private let state: Mutex<State>

    init(terminal: Terminal, isQuiet: Bool, expected: [Double]) {
        display = LiveDisplay(terminal: terminal, isQuiet: isQuiet)
        state = Mutex(State(estimate: ProgressEstimate(expected: expected)))
    }

    func begin(_ cell: Cell) {
        let name = ProgressText.name(of: cell)
        let estimate = state.withLock { state in
            state.name = name
            state.began = .now
            return state.estimate
        }
        display.begin(cell) { elapsed in
            ProgressText.status(
                trial: estimate.finished + 1, of: estimate.count, left: estimate.left(elapsed: elapsed), name: name)
        }
    }

    /// The child said something.
    func see(_ line: TrialLine) { display.see(line) }

    func finish(_ findings: TrialFindings) {
        let text = state.withLock { state in
            state.estimate.finish(after: (ContinuousClock.now - state.began).seconds)
            return ProgressText.finished(
                trial: state.estimate.finished, of: state.estimate.count, name: state.name, findings: findings)
        }
        display.say(text, isBad: !findings.status.isOutcome)
    }

    /// Takes the overwritten lines away.
    func clear() { display.clear() }
}
