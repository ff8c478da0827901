import Synchronization
import Trial

/// A locked array with a bound, one reader, and writers that may wait for room.
final class StandInQueue: Sendable {
    private struct State {
        var messages: [TrialMessage] = []
        var isClosed = false
        var reader: CheckedContinuation<Void, Never>?
        var writers: [CheckedContinuation<Void, Never>] = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    enum Push: Sendable { case done, full, closed }

    func push(_ message: TrialMessage) -> Push {
        let (result, reader) = state.withLock { state -> (Push, CheckedContinuation<Void, Never>?) in
            if state.isClosed { return (.closed, nil) }
            if state.messages.count >= capacity { return (.full, nil) }
            state.messages.append(message)
            defer { state.reader = nil }
            return (.done, state.reader)
        }
        reader?.resume()
        return result
    }

    /// Returns when there may be room, or the queue is closed.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.isClosed || state.messages.count < capacity { return true }
                state.writers.append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// Up to `limit` messages, at least one; nil when it is closed and empty.
    func take(_ limit: Int) async -> [TrialMessage]? {
        while true {
            let (taken, writers, isOver) = state.withLock { state in
                let taken = Array(state.messages.prefix(limit))
                state.messages.removeFirst(taken.count)
                defer { if !taken.isEmpty { state.writers = [] } }
                return (taken, taken.isEmpty ? [] : state.writers, taken.isEmpty && state.isClosed)
            }
            for writer in writers { writer.resume() }
            if isOver { return nil }
            if !taken.isEmpty { return taken }
            await park()
        }
    }

    private func park() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.isClosed || !state.messages.isEmpty { return true }
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { (state.reader, state.writers) = (nil, []) }
            return state.writers + (state.reader.map { [$0] } ?? [])
        }
        for continuation in waiting { continuation.resume() }
    }
}
