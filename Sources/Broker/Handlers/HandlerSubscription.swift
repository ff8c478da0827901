/// A subscription that is read by a function: a thread of a `WorkerPool` calls it with each batch of messages.
///
/// It ends when it is unsubscribed, when the last copy of it is gone, or when the broker is closed, each time after what
/// is in its buffer; and at once when it is evicted (`error` then says so).
public struct HandlerSubscription<Message: Sendable>: Sendable {
    final class Handle: Sendable {
        let channel: BoundedChannel<Message>
        let home: HandlerHome<Message>

        init(channel: BoundedChannel<Message>, home: HandlerHome<Message>) {
            self.channel = channel
            self.home = home
        }

        deinit {
            end()
            home.didLetGo(channel)
        }

        /// - Returns: whether it was still subscribed.
        @discardableResult
        func end() -> Bool { home.registry.remove(channel) }
    }
    let handle: Handle

    /// Its name within its broker.
    public var id: SubscriptionID { handle.channel.id }
    /// The topic that it is subscribed to.
    public var topic: String { handle.channel.topic.name }

    /// Why it has ended before its time: nil while it has not, and after an orderly end.
    public var error: SubscriptionError? { handle.channel.error }

    /// Messages in its buffer now: without those that its function has been called with.
    public var depth: Int { handle.channel.depth }

    /// Messages that it has lost because it fell behind: those of the strategy `drop-oldest`.
    public var lost: Int { handle.channel.lost }

    /// Returns when it has ended: the last call of its function has returned, and there will be none any more. Not to be
    /// awaited by what that call waits for.
    public func ended() async { await handle.home.waitForEnd(of: handle.channel) }
}
