/// What the channels of one topic have in common.
@usableFromInline
final class ChannelTopic<Element: Sendable>: @unchecked Sendable {
    // Sendable: all of it is immutable, and so is what it refers to, but for the log, which keeps its own rules.
    let name: String
    let observer: (any BroadcastObserver<Element>)?
    /// The log that they read, which it holds; nil where each has only a ring of its own. No reference is counted for
    /// each look at it: that count would go from core to core.
    @usableFromInline let heldLog: Unmanaged<TopicLog<Element>>?

    init(name: String, observer: (any BroadcastObserver<Element>)?, log: TopicLog<Element>? = nil) {
        (self.name, self.observer) = (name, observer)
        heldLog = log.map { .passRetained($0) }
    }

    deinit { heldLog?.release() }
}
