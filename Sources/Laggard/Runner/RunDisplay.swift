import Experiment

/// Who is told how a run goes, trial by trial.
protocol RunDisplay: Sendable {
    func begin(_ cell: Cell)
    /// The child said something. Called from any thread.
    func see(_ line: TrialLine)
    func finish(_ findings: TrialFindings)
    /// The run ends: nothing of a trial under way stays on the screen.
    func clear()
}
