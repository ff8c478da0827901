/// What the channels of one topic have in common.
@usableFromInline
final class ChannelTopic<Element: Sendable>: Sendable {
    let name: String
    let observer: (any BroadcastObserver<Element>)?

    init(name: String, observer: (any BroadcastObserver<Element>)?) {
        (self.name, self.observer) = (name, observer)
    }
}
