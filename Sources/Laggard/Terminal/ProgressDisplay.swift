import Experiment
import Synchronization

/// Shows how a run goes: a line that is overwritten on a terminal, plain lines elsewhere, nothing when quiet.
final class ProgressDisplay: Sendable {
    private struct State {
        var estimate: ProgressEstimate
        var name = ""
        var began = ContinuousClock.now
        var drawn: ContinuousClock.Instant?
        var last: TrialLine.Sample?
        var rate: Double?
    }

    private let terminal: Terminal
    private let isQuiet: Bool
    private let state: Mutex<State>

    init(terminal: Terminal, isQuiet: Bool, expected: [Double]) {
        self.terminal = terminal
        self.isQuiet = isQuiet
        state = Mutex(State(estimate: ProgressEstimate(expected: expected)))
    }

    func begin(_ cell: Cell) {
        state.withLock { state in
            state.name = ProgressText.name(of: cell)
            state.began = .now
            state.last = nil
            state.rate = nil
            draw(&state, force: true)
        }
    }

    /// The child said something.
    func see(_ line: TrialLine) {
        state.withLock { state in
            if case .sample(let sample) = line { Self.take(sample, &state) }
            draw(&state, force: false)
        }
    }

    func finish(_ findings: TrialFindings) {
        state.withLock { state in
            state.estimate.finish(after: (ContinuousClock.now - state.began).seconds)
            say(
                ProgressText.finished(
                    trial: state.estimate.finished, of: state.estimate.count, name: state.name, findings: findings),
                isBad: !findings.status.isOutcome)
        }
    }

    /// Takes the overwritten line away.
    func clear() {
        if terminal.isInteractive && !isQuiet { terminal.write("\r\u{1B}[K") }
    }

    private func say(_ line: String, isBad: Bool) {
        guard !isQuiet else { return }
        let red = isBad && terminal.hasColour
        terminal.write(
            (terminal.isInteractive ? "\r\u{1B}[K" : "") + (red ? "\u{1B}[31m\(line)\u{1B}[0m" : line) + "\n")
    }

    private func draw(_ state: inout State, force: Bool) {
        guard terminal.isInteractive, !isQuiet else { return }
        let now = ContinuousClock.now
        if !force, let drawn = state.drawn, now - drawn < .milliseconds(200) { return }
        state.drawn = now
        let line = ProgressText.status(
            trial: state.estimate.finished + 1, of: state.estimate.count,
            left: state.estimate.left(elapsed: (now - state.began).seconds), name: state.name, rate: state.rate,
            columns: terminal.columns)
        terminal.write("\r\u{1B}[K" + line)
    }

    /// Deliveries per second between two samples, half a second apart so that single bursts do not show.
    private static func take(_ sample: TrialLine.Sample, _ state: inout State) {
        guard let last = state.last else {
            state.last = sample
            return
        }
        let span = sample.elapsedS - last.elapsedS
        guard span >= 0.5 else { return }
        if let before = last.deliveries, let after = sample.deliveries { state.rate = Double(after - before) / span }
        state.last = sample
    }
}
