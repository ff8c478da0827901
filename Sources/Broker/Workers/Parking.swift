import Synchronization

/// Where workers sleep while there is nothing to do. One of them at a time keeps watch over the others' queues: it
/// sleeps for a time, the rest until they are woken.
///
/// - No wake is lost. Who brings a job to the inbox publishes it, then looks at `searching` and `parked`; who falls
///   asleep leaves `searching`, enters `parked`, then looks at the inbox once more. All of that is sequentially
///   consistent, so one of the two sees the other.
/// - While a worker is awake and another one is not, somebody keeps watch. Who begins to work wakes a watcher if there
///   is none; who means to sleep for good enters `parked`, then looks once more whether somebody keeps watch, or all
///   others are asleep. Sequentially consistent as well.
struct Parking: ~Copyable, @unchecked Sendable {
    // Sendable: the pointer never changes, and signals are made for sharing.
    /// Bit i is set while worker i is asleep, or about to be: who clears it posts its signal.
    private let parked = Atomic<UInt64>(0)
    /// Workers that have been woken, and have not looked at the inbox yet.
    private let searching = Atomic<Int>(0)
    /// The bit of the worker that keeps watch; 0 while none does.
    private let watcher = Atomic<UInt64>(0)
    private let signals: UnsafeMutablePointer<WakeSignal>
    private let count: Int
    private let everybody: UInt64

    init(workers: Int) {
        count = workers
        everybody = workers == 64 ? .max : (1 << UInt64(workers)) - 1
        signals = .allocate(capacity: workers)
        for worker in 0..<workers { (signals + worker).initialize(to: WakeSignal()) }
    }

    deinit {
        signals.deinitialize(count: count)
        signals.deallocate()
    }

    // MARK: Waking

    /// Wakes a worker for the inbox, unless one is on its way there. After the job has been published.
    func wakeForInbox() {
        guard searching.load(ordering: .sequentiallyConsistent) == 0 else { return }
        wakeOne()
    }

    /// Wakes a worker that may keep watch, if nobody does.
    func wakeWatcher() {
        if count > 1, watcher.load(ordering: .sequentiallyConsistent) == 0 { wakeOne() }
    }

    /// The one that keeps watch comes last: it would need another one in its place.
    private func wakeOne() {
        var mask = parked.load(ordering: .sequentiallyConsistent)
        while mask != 0 {
            let others = mask & ~watcher.load(ordering: .relaxed)
            let choice = others == 0 ? mask : others
            let bit = choice & ~(choice - 1)
            let (isCleared, now) = parked.compareExchange(
                expected: mask, desired: mask & ~bit, ordering: .sequentiallyConsistent)
            if isCleared {
                searching.add(1, ordering: .sequentiallyConsistent)
                signals[bit.trailingZeroBitCount].post()
                return
            }
            mask = now
        }
    }

    /// Wakes all of them.
    func wakeAll() {
        var mask = parked.exchange(0, ordering: .sequentiallyConsistent)
        searching.add(mask.nonzeroBitCount, ordering: .sequentiallyConsistent)
        while mask != 0 {
            signals[mask.trailingZeroBitCount].post()
            mask &= mask - 1
        }
    }

    /// One that was woken has looked at the inbox.
    func didSearch() { searching.subtract(1, ordering: .sequentiallyConsistent) }

    // MARK: Sleeping

    /// Whether the caller keeps watch from now on; not if another one does.
    func beginWatch(_ worker: Int) -> Bool {
        guard count > 1, watcher.load(ordering: .relaxed) == 0 else { return false }
        return watcher.compareExchange(
            expected: 0, desired: 1 << UInt64(worker), ordering: .sequentiallyConsistent
        ).exchanged
    }

    func endWatch() { watcher.store(0, ordering: .sequentiallyConsistent) }

    var isWatched: Bool { watcher.load(ordering: .sequentiallyConsistent) != 0 }

    /// Whether all are asleep, and nobody keeps watch.
    var isQuiet: Bool { !isWatched && parked.load(ordering: .sequentiallyConsistent) == everybody }

    /// Whether all are asleep but that one.
    func isAlone(_ worker: Int) -> Bool {
        parked.load(ordering: .sequentiallyConsistent) | 1 << UInt64(worker) == everybody
    }

    /// Sleeps until it is woken, or for so many nanoseconds.
    /// - Parameter mayRest: looks once more whether it may: others can see by then that it sleeps.
    /// - Returns: whether it was woken: it is searching then.
    func sleep(_ worker: Int, nanoseconds: Int64?, if mayRest: () -> Bool) -> Bool {
        let bit: UInt64 = 1 << UInt64(worker)
        parked.bitwiseOr(bit, ordering: .sequentiallyConsistent)
        if mayRest(), signals[worker].wait(nanoseconds: nanoseconds) { return true }
        let before = parked.bitwiseAnd(~bit, ordering: .sequentiallyConsistent).oldValue
        if before & bit != 0 { return false }
        // Somebody has woken it at this very moment, and posts.
        return signals[worker].wait(nanoseconds: nil)
    }
}
