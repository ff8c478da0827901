/// What all subscribers of a trial share.
final class ReceiptContext: Sendable {
    let state: TrialState
    let topics: Topics
    let recorder: Recorder
    /// Closed until the broker has been closed.
    let gate: Gate
    /// Absent where nobody sleeps.
    let sleeper: Sleeper?
    let publishers: Int
    /// Nil where it is not known beforehand.
    let messagesPerTopic: Int?
    /// A closed loop has no latency worth the name, and an exact trial times nothing.
    let timesLatency: Bool

    init(
        state: TrialState, topics: Topics, recorder: Recorder, gate: Gate, sleeper: Sleeper?, publishers: Int,
        messagesPerTopic: Int?, timesLatency: Bool
    ) {
        self.state = state
        self.topics = topics
        self.recorder = recorder
        self.gate = gate
        self.sleeper = sleeper
        self.publishers = publishers
        self.messagesPerTopic = messagesPerTopic
        self.timesLatency = timesLatency
    }
}
