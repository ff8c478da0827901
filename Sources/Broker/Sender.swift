import Synchronization

/// What a task has to do. A task's closure captures this instead of generic values: at -O such a capture has been seen
/// to come out as garbage (Swift 6.3.1).
@usableFromInline
protocol Work: AnyObject, Sendable {
    func run() async
}

/// Serves one partition of a broadcast: sends to its subscriptions in turn, waiting for those that are full.
///
/// Used by one broadcast at a time, and again for others: its wait and its timer are what would cost an allocation each.
@usableFromInline
final class Sender<Message: Sendable>: Work, @unchecked Sendable {
    // Sendable: the pool hands it to one broadcast at a time, whose task alone touches it.
    @usableFromInline let timeout: any SendTimeout
    @usableFromInline let pool: SenderPool<Message>
    /// Timeouts in a row that end a subscription; nil where none do.
    @usableFromInline let evictionLimit: Int?
    @usableFromInline let wait = SendWait()
    @usableFromInline let race: TaskRace?
    /// Whether every send is a race, also one that would find room.
    @usableFromInline let races: Bool
    private var coin: CoinFlip
    /// The broadcast at hand, and how far it has come: subscriptions at `position`, `position + stride`, ...
    @usableFromInline var broadcast: Broadcast<Message>?
    @usableFromInline var position = 0
    @usableFromInline var stride = 1
    /// Whether the broadcast's subscriptions are full, all of them, and waited for together.
    @usableFromInline var waitsTogether = false
    @usableFromInline let group = WaitGroup()
    /// A wait for each of them, with its turn: as many as there have ever been full at once.
    @usableFromInline var members: [(wait: SendWait, turn: UInt64)] = []

    init(timeout: any SendTimeout, strategy: any SendTimeoutStrategy, seed: UInt64, pool: SenderPool<Message>) {
        self.timeout = timeout
        self.pool = pool
        evictionLimit = strategy.evictionLimit
        race = timeout.race
        races = race != nil
        coin = CoinFlip(seed: seed)
    }

    deinit { timeout.retire() }

    /// Takes on one partition of a broadcast.
    @inlinable
    func begin(_ broadcast: Broadcast<Message>, partition: Int, of count: Int) {
        self.broadcast = broadcast
        position = partition
        stride = count
        timeout.begin()
    }

    /// Takes on a broadcast whose subscriptions are full.
    @inlinable
    func begin(waitingFor broadcast: Broadcast<Message>) {
        begin(broadcast, partition: broadcast.channels.count, of: 1)
        waitsTogether = true
    }

    /// Serves what is left of the partition, and goes back to the pool.
    @inlinable
    func run() async {
        guard let broadcast else { return }
        if waitsTogether {
            await waitForAll(broadcast)
        } else {
            while sendWhileRoom(broadcast) {
                await waitForRoom(broadcast, broadcast.channels[position])
                position += stride
            }
        }
        finish()
    }

    /// The partition is served: back to the pool.
    @inlinable
    func finish() {
        timeout.end()
        broadcast = nil
        pool.giveBack(self)
    }

    /// Sends on until a subscription is full.
    /// - Returns: whether there is one to wait for, or to be raced for: at `position`.
    @inlinable
    func sendWhileRoom(_ broadcast: Broadcast<Message>) -> Bool {
        if races { return position < broadcast.channels.count }
        return HandlerOutbox.collect { sendToAll(broadcast) }
    }

    @inlinable
    func sendToAll(_ broadcast: Broadcast<Message>) -> Bool {
        broadcast.channels.withUnsafeBufferPointer { channels in
            while position < channels.count {
                // The broadcast holds it: no reference is counted for each send.
                let channel = Unmanaged.passUnretained(channels[position])
                if timeout.willSend() && takesTick() {
                    channel._withUnsafeGuaranteedRef { broadcast.drop($0, .timedOut) }
                } else {
                    switch channel._withUnsafeGuaranteedRef({ $0.trySend(broadcast.message) }) {
                    case .sent: break
                    case .full: return true
                    case .closed: channel._withUnsafeGuaranteedRef { didFindClosed(broadcast, $0) }
                    }
                }
                position += stride
            }
            return false
        }
    }

    /// Room and a tick may both be ready: picks one at random, as Go's `select` does.
    /// - Returns: whether it picked the tick, which is then gone.
    @usableFromInline
    func takesTick() -> Bool { coin.next() && timeout.ticks.take() }

    /// When it is the whole broker that is closed, the rest of the partition is not gone through, and no timer armed.
    @usableFromInline
    @inline(never)
    func didFindClosed(_ broadcast: Broadcast<Message>, _ channel: BoundedChannel<Message>) {
        guard pool.registry.isClosed else { return broadcast.drop(channel, .closed) }
        broadcast.leaveUndecided(channel)
        while position + stride < broadcast.channels.count {
            position += stride
            broadcast.leaveUndecided(broadcast.channels[position])
        }
    }

    /// Waits until there is room, a tick comes, or the subscription is closed.
    @inlinable
    @inline(never)
    func waitForRoom(_ broadcast: Broadcast<Message>, _ channel: BoundedChannel<Message>) async {
        if let race { return await raceForRoom(race, broadcast, channel) }
        timeout.willWait()
        let ticks = timeout.ticks
        let begun = MonotonicTime.now()
        let outcome = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            let turn = wait.begin(continuation)
            ticks.enroll(wait, turn: turn)
            channel.enroll(wait, turn: turn, element: broadcast.message)
        }
        if outcome == .timedOut { channel.withdraw(wait) } else { ticks.withdraw(wait) }
        timeout.didWait()
        broadcast.observer?.waited(nanoseconds: MonotonicTime.now() - begun)
        didEnd(outcome, broadcast, channel)
    }

    @usableFromInline
    func raceForRoom(
        _ race: TaskRace, _ broadcast: Broadcast<Message>, _ channel: BoundedChannel<Message>
    ) async {
        let send = RacingSend(broadcast.message, to: channel)
        let outcome = await race.run(send)
        if let begun = send.waitBegan { broadcast.observer?.waited(nanoseconds: MonotonicTime.now() - begun) }
        didEnd(outcome, broadcast, channel)
    }

    @inlinable
    func didEnd(_ outcome: WaitOutcome, _ broadcast: Broadcast<Message>, _ channel: BoundedChannel<Message>) {
        switch outcome {
        case .sent: break
        case .timedOut: broadcast.drop(channel, .timedOut)
        case .closed: didFindClosed(broadcast, channel)
        }
    }
}
