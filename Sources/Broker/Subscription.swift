/// The messages of one topic, from the moment of subscribing on.
///
/// It ends when it is unsubscribed or the broker is closed, after what is in its buffer; and at once when the task that
/// reads it is cancelled, when it is evicted (`error` then says so), or when the last copy of it is gone. One task reads it at a time: a second iterator, while the
/// first is in use, is a programming error and stops the program.
public struct Subscription<Message: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Message
    public typealias Failure = Never

    final class Handle: Sendable {
        let channel: BoundedChannel<Message>
        let registry: Registry<Message>

        init(channel: BoundedChannel<Message>, registry: Registry<Message>) {
            self.channel = channel
            self.registry = registry
        }

        deinit {
            end()
            registry.forget(channel)
        }

        /// - Returns: whether it was still subscribed.
        @discardableResult
        func end() -> Bool { registry.remove(channel) }
    }
    let handle: Handle

    /// Its name within its broker.
    public var id: SubscriptionID { handle.channel.id }
    /// The topic that it is subscribed to.
    public var topic: String { handle.channel.topic.name }

    /// Why it has ended before its time: nil while it has not, and after an orderly end.
    public var error: SubscriptionError? { handle.channel.error }

    /// Messages in its buffer now.
    public var depth: Int { handle.channel.depth }

    /// Messages that it has lost because it fell behind: those of the strategy `drop-oldest`.
    public var lost: Int { handle.channel.lost }

    public func makeAsyncIterator() -> Iterator { Iterator(handle, isWatched: false) }

    /// Reads it with an iterator whose waits are cheaper than those of `for await`: what the cancellation of the task
    /// does is arranged for once, not for each wait.
    ///
    /// ```swift
    /// await news.read { messages in
    ///     while let message = await messages.next() { print(message) }
    /// }
    /// ```
    /// - Parameter body: reads, in the task and on the executor that called. It must not keep the iterator.
    /// - Returns: what the body returns.
    public func read<Result>(_ body: (inout Iterator) async -> Result) async -> Result {
        let channel = handle.channel
        return await withTaskCancellationHandler {
            var messages = Iterator(handle, isWatched: true)
            return await body(&messages)
        } onCancel: {
            channel.close(abandoning: true)
        }
    }

    /// Reads a subscription. Not to be shared between tasks.
    public struct Iterator: AsyncIteratorProtocol {
        @usableFromInline var reader: ChannelReader<Message>
        private let handle: Handle

        init(_ handle: Handle, isWatched: Bool) {
            self.handle = handle
            reader = ChannelReader(handle.channel, isWatched: isWatched)
        }

        /// The next message, waiting for it; nil at the end.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Message? {
            if let message = await reader.next() { return message }
            end()
            return nil
        }

        @inlinable
        public mutating func next() async -> Message? {
            if let message = await reader.next() { return message }
            end()
            return nil
        }

        /// The next message of the run that the last `next()` has found, without waiting; nil when it is used up.
        /// All of it was published before that `next()` returned, so one look at the clock does for the whole run.
        @inlinable
        public mutating func nextInRun() -> Message? { reader.nextInRun() }

        /// Takes what is left of the run that the last `next()` has found, as much as there is room for, without waiting;
        /// cheaper than one by one. What it has taken is out of the buffer then: those places are free for others.
        /// - Parameter output: gets the messages, in their order, behind what it has.
        @inlinable
        public mutating func takeRun(into output: inout OutputSpan<Message>) {
            output.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                while count < buffer.count {
                    let taken = reader.take(buffer.count - count, into: start + count)
                    if taken == 0 { break }
                    count += taken
                }
            }
        }

        @usableFromInline
        func end() { handle.end() }
    }
}
