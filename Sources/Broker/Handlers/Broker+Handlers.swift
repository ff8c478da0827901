extension Broker {
    /// Subscribes a function to a topic, which need not exist before: no task, and no wake through Swift's runtime.
    ///
    /// ```swift
    /// let pool = WorkerPool()
    /// let news = try broker.subscribe(to: "news", on: pool) { messages in
    ///     for index in messages.indices { print(messages[index]) }
    /// }
    /// ```
    ///
    /// A thread of the pool calls the function with up to 64 messages at once, in the order in which they were
    /// published; never two threads at a time. It is called up to four times in a row, while those after the first take
    /// no longer than 0.1 ms, then others of its worker have their turn. While nothing is published it costs no thread
    /// anything.
    ///
    /// A call should be over within a millisecond. One that takes longer holds its worker up for two milliseconds at
    /// most, then another thread serves that worker. From then on the function is called by a thread of its own among up
    /// to 512 that may block, until so many calls in a row were quick: 16, twice as many after each relapse. A task that
    /// the function makes or resumes runs where it would otherwise.
    /// - Parameters:
    ///   - topic: any text.
    ///   - capacity: most messages held for it at once, at least 1, without those that it has been called with.
    ///   - pool: whose threads call it. The broker keeps it until it is closed.
    ///   - handler: is called with messages, at least one.
    /// - Returns: what keeps it subscribed.
    /// - Throws: `invalidCapacity`, or `closed`.
    @inlinable
    public func subscribe(
        to topic: String, capacity: Int = 100, on pool: WorkerPool,
        handler: @escaping @Sendable (Span<Message>) -> Void
    ) throws(BrokerError) -> HandlerSubscription<Message> {
        try subscribe(to: topic, capacity: capacity, on: pool, handler: handler) { $0.take(on: $1) }
    }

    @usableFromInline
    func subscribe(
        to topic: String, capacity: Int, on pool: WorkerPool, handler: @escaping @Sendable (Span<Message>) -> Void,
        turn: @escaping HandlerHome<Message>.Turn
    ) throws(BrokerError) -> HandlerSubscription<Message> {
        let channel = try registry.subscribe(to: topic, capacity: capacity)
        let home = registry.home(of: pool, turn)
        HandlerTurn(channel, home: home, handler: handler).begin()
        return HandlerSubscription(handle: .init(channel: channel, home: home))
    }

    /// Ends a subscription: no message published from now on reaches it; its function is still called with what is in
    /// its buffer.
    /// - Throws: `notSubscribed` if it has ended already.
    public func unsubscribe(_ subscription: HandlerSubscription<Message>) throws(BrokerError) {
        guard subscription.handle.home.registry === registry, subscription.handle.end() else {
            throw .notSubscribed(subscription.id)
        }
    }
}

extension Registry {
    /// What the handlers of that pool have in common, made with the first one.
    func home(of pool: WorkerPool, _ turn: @escaping HandlerHome<Message>.Turn) -> HandlerHome<Message> {
        let home = state.withLock { state in
            if let known = state.homes.first(where: { $0.pool === pool }) { return known }
            let home = HandlerHome(pool: pool, registry: self, turn: turn)
            // What has been closed keeps nothing.
            if !isClosed { state.homes.append(home) }
            return home
        }
        pool.threads.watch.begin(pool.threads)
        HandlerOutbox.isUsed.store(true, ordering: .relaxed)
        return home
    }
}
