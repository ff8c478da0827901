import Synchronization

/// Looks, every millisecond while workers are awake, whether one of them is still in the handler's call that it was in
/// at the last look; then that handler is slow, and the worker gets another thread if somebody waits for it. So no call
/// needs a look at the clock, and no number of handlers that block holds the others up for longer than two looks each.
///
/// Its thread begins with the first handler. It sleeps while all workers do: see `rest(_:)`.
final class CallWatch: Sendable {
    /// Nanoseconds that a call may take, and between two looks.
    static let budget: Int64 = 1_000_000
    /// Looks that find all workers asleep before it sleeps too.
    private static let quietLooks = 8

    private let isBegun = Atomic<Bool>(false)
    private let isResting = Atomic<Bool>(false)
    private let signal = WakeSignal()

    /// Starts its thread, once.
    func begin(_ threads: WorkerThreads) {
        guard !isBegun.exchange(true, ordering: .acquiringAndReleasing) else { return }
        threads.startThread { threads in threads.watch.run(threads) }
    }

    /// A worker has been woken.
    @inline(__always)
    func wake() {
        guard isResting.load(ordering: .sequentiallyConsistent) else { return }
        if isResting.exchange(false, ordering: .sequentiallyConsistent) { signal.post() }
    }

    private func run(_ threads: WorkerThreads) {
        var seen = [UInt64](repeating: 0, count: threads.count)
        var quiet = 0
        while threads.running > 0 {
            _ = signal.wait(nanoseconds: Self.budget)
            for number in 0..<threads.count { look(threads, number, &seen[number]) }
            quiet = threads.areAsleep ? quiet + 1 : 0
            if quiet >= Self.quietLooks {
                rest(threads)
                quiet = 0
            }
        }
    }

    /// Sleeps until a worker is woken. Sequentially consistent, as is what `Parking` does: who is woken has left its
    /// list by then, and looks at `isResting` after that, so one of the two sees the other.
    private func rest(_ threads: WorkerThreads) {
        isResting.store(true, ordering: .sequentiallyConsistent)
        if threads.areAsleep || !isResting.exchange(false, ordering: .sequentiallyConsistent) {
            _ = signal.wait(nanoseconds: nil)
        }
    }

    /// - Parameter seen: the call that it was in at the last look; 0 for none.
    private func look(_ threads: WorkerThreads, _ number: Int, _ seen: inout UInt64) {
        let word = threads.workers[number].call.load(ordering: .acquiring)
        let call = HandlerCall(word: word)
        guard call.state != .none, call.number == seen else {
            seen = call.state == .none ? 0 : call.number
            return
        }
        if call.state == .running, !threads.workers[number].exchange(call, .overdue) { return }
        guard call.state != .taken, threads.hasWaiting(number) else { return }
        threads.replaceThread(of: number, call.with(.overdue))
    }
}

extension Worker {
    /// Puts the call into another state, if it is still as it was.
    borrowing func exchange(_ call: HandlerCall, _ state: HandlerCall.State) -> Bool {
        self.call.compareExchange(
            expected: call.word, desired: call.with(state).word, ordering: .acquiringAndReleasing
        ).exchanged
    }
}
