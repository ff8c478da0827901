import Experiment
import Trial

/// `none`: no broker at all. Every message is dropped on the floor, so that what a trial costs is the harness's own.
struct NoBroker: Sendable {
    let cell: Cell
    let observer: TrialObserver

    func publish(_ message: TrialMessage, toTopic topic: Int) {
        for subscriber in stride(from: topic, to: cell.subscribers, by: cell.topics) {
            observer.dropped(message, subscriber: subscriber, reason: .rejectedNewest)
        }
    }
}
