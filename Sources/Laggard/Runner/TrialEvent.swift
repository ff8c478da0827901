import Experiment

/// What can happen to a trial.
enum TrialEvent: Sendable, Equatable {
    /// The child said a valid line.
    case line(TrialLine)
    /// The child said something else; why it is not valid.
    case rubbish(String)
    /// Its output is closed.
    case endOfOutput
    /// Time has passed.
    case tick
    /// The runner itself was held up (stopped from the terminal, say): the child's silence meanwhile says nothing.
    case heldUp
    /// The runner has been told to stop.
    case interrupted
    /// There is no child; why.
    case couldNotStart(String)
    /// The child is gone; the last line of its standard error, if any.
    case exited(ChildExit, lastErrorLine: String?)
}
