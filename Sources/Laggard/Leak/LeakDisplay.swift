import Experiment
import Results
import Synchronization

/// Shows the demonstration as it goes: a line a second on standard output, and what each trial comes to.
final class LeakDisplay: RunDisplay {
    private struct State {
        var text: LeakText?
        var series = LeakSeries()
    }

    private let known: [String: Double]
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameter known: what has been measured on this machine, if anything.
    init(known: MachineMeasurements?, write: @escaping @Sendable (String) -> Void) {
        let timers = known?.timers ?? []
        self.known = timers.reduce(into: [:]) { $0[$1.source] = $1.bytes }
        self.write = write
    }

    func begin(_ cell: Cell) {
        let text = LeakText(cell: cell)
        state.withLock { $0 = State(text: text) }
        write(text.head + "\n")
    }

    func see(_ line: TrialLine) {
        guard case .sample(let sample) = line else { return }
        let shown = state.withLock { state -> String? in
            guard let point = state.series.take(sample) else { return nil }
            return state.text?.line(point, since: state.series.first)
        }
        if let shown { write(shown + "\n") }
    }

    func finish(_ findings: TrialFindings) {
        let words = state.withLock { state -> String? in
            guard let text = state.text else { return nil }
            let rest = state.series.isLastShown ? nil : state.series.last
            let line = rest.map { text.line($0, since: state.series.first) + "\n" } ?? ""
            let bytes = text.cell.timerSource.flatMap { known[$0.rawValue] }
            return line + text.verdict(state.series, findings, known: bytes)
        }
        if let words { write(words + "\n\n") }
    }

    func clear() {}
}
