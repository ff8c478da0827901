import Dispatch
import Experiment
import Foundation
import Synchronization

/// Shows the trial under way on a terminal, redrawn five times a second at most; plain lines elsewhere; nothing when
/// quiet.
final class LiveDisplay: Sendable {
    private static let interval = DispatchTimeInterval.milliseconds(200)

    private struct State {
        var trial: LiveTrial?
        /// What the first line says, so many seconds into the trial.
        var title: @Sendable (Double) -> String = { _ in "" }
        var began = ContinuousClock.now
    }

    private struct Output {
        /// The frame that is on the terminal, if any.
        var drawn: String?
        var timer: (any DispatchSourceTimer)?
    }

    let terminal: Terminal
    let isQuiet: Bool
    private let state = Mutex(State())
    /// Held while it is written, apart from the state: who stops a terminal with Ctrl-S stops no trial. It is taken
    /// before the state's.
    private let output = Mutex(Output())

    init(terminal: Terminal, isQuiet: Bool) {
        self.terminal = terminal
        self.isQuiet = isQuiet
    }

    deinit { output.withLock { $0.timer?.cancel() } }

    /// Whether it draws at all.
    var isLive: Bool { terminal.isInteractive && !isQuiet }

    /// A trial begins.
    func begin(_ cell: Cell, title: @escaping @Sendable (Double) -> String) {
        guard isLive else { return }
        state.withLock { $0 = State(trial: LiveTrial(cell), title: title) }
        output.withLock { output in
            if output.timer == nil { output.timer = makeTimer() }
            draw(&output)
        }
    }

    /// The child said something. It is not drawn before its turn.
    func see(_ line: TrialLine) {
        guard isLive else { return }
        state.withLock { $0.trial?.take(line) }
    }

    /// Writes what stays.
    func say(_ text: String, isBad: Bool = false) {
        guard !isQuiet else { return }
        guard isLive else { return terminal.write(text + "\n") }
        output.withLock { output in
            output.drawn = nil
            terminal.write(LiveFrame.kept(text, isBad: isBad))
        }
    }

    /// Takes away what was drawn, and draws no more until the next trial begins.
    func clear() {
        guard isLive else { return }
        output.withLock { output in
            output.timer?.cancel()
            output.timer = nil
            if output.drawn != nil { terminal.write(LiveFrame.cleared) }
            output.drawn = nil
        }
    }

    private func makeTimer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval, leeway: .milliseconds(20))
        timer.setEventHandler { [weak self] in
            self?.output.withLock { output in
                // A timer that was cancelled while it waited for its turn has nothing to say.
                if output.timer != nil { self?.draw(&output) }
            }
        }
        timer.resume()
        return timer
    }

    private func draw(_ output: inout Output) {
        let layout = LiveLayout(size: terminal.size, isUnicode: terminal.isUnicode)
        let frame = state.withLock { state -> String? in
            guard let trial = state.trial else { return nil }
            let title = state.title((ContinuousClock.now - state.began).seconds)
            return LiveFrame.text(layout.lines(title: title, trial: trial))
        }
        guard let frame, frame != output.drawn else { return }
        output.drawn = frame
        terminal.write(frame)
    }
}
