import Synchronization

/// What the handlers of one broker and one pool have in common.
@usableFromInline
final class HandlerHome<Message: Sendable>: Sendable {
    @usableFromInline typealias Turn = @Sendable (HandlerTurn<Message>, UnsafeMutablePointer<PoolThread>) -> Void

    let pool: WorkerPool
    let threads: WorkerThreads
    let registry: Registry<Message>
    /// Made where the message's type is known, so that what it does is compiled for that type.
    let turn: Turn
    /// Who waits for the end of which subscription.
    private let waiters = Mutex<[SubscriptionID: [UnsafeContinuation<Void, Never>]]>([:])

    init(pool: WorkerPool, registry: Registry<Message>, turn: @escaping Turn) {
        self.pool = pool
        threads = pool.threads
        self.registry = registry
        self.turn = turn
    }

    /// Returns when the handler of that channel will not be called any more.
    func waitForEnd(of channel: BoundedChannel<Message>) async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isOver = waiters.withLock { waiters in
                if channel.hasEnded { return true }
                waiters[channel.id, default: []].append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Its handler will not be called any more.
    func didEnd(_ channel: BoundedChannel<Message>) {
        let (waiting, isOver) = waiters.withLock { waiters in
            channel.hasEnded = true
            return (waiters.removeValue(forKey: channel.id) ?? [], channel.isLetGo)
        }
        if isOver { registry.forget(channel) }
        for continuation in waiting { continuation.resume() }
    }

    /// Nobody holds its subscription any more.
    func didLetGo(_ channel: BoundedChannel<Message>) {
        let isOver = waiters.withLock { _ in
            channel.isLetGo = true
            return channel.hasEnded
        }
        if isOver { registry.forget(channel) }
    }
}
