import Synchronization

/// What a worker does whose own queue is empty.
extension WorkerThreads {
    /// So many jobs that wait are worth a second worker, though the first one is at them.
    private static let many = 64
    /// Nanoseconds that a job may keep its worker from each of those that wait behind it, and from all of them.
    private static let patience: Int64 = 1_000
    private static let leastPatience: Int64 = 50_000
    private static let mostPatience: Int64 = 10_000_000
    /// For all of a few, once some were taken over: who has kept its worker for long does so for longer, and in that time a
    /// publisher fills their buffers. More readers than that take longer to read than to wake.
    private static let patienceAgain: Int64 = 15_000
    private static let few = 16
    /// Nanoseconds that it looks for more of them without sleeping.
    private static let longestHelp: Int64 = 60_000
    /// Nanoseconds between two looks at the others' queues: at first, and when nothing is ever found.
    private static let shortestWatch: Int64 = 50_000
    private static let longestWatch: Int64 = 1_000_000
    /// Looks in vain after which a watcher sleeps for good, if all others are asleep.
    private static let vainLooks = 100

    /// Its own queue is empty: a job of the inbox or of another's queue, waiting for it; nil at the end.
    @inline(never)
    func search(_ worker: UnsafeMutablePointer<Worker>) -> Job? {
        var hasSlept = false
        while true {
            inbox.move(into: worker.pointee.queue, sharers: count)
            if let job = worker.pointee.queue.pop() ?? help(worker) ?? helpOn(worker) {
                if hasSlept { parking.wakeWatcher() }
                return job
            }
            if isStopping.load(ordering: .sequentiallyConsistent) {
                if inbox.closeIfEmpty() { return nil }
                continue
            }
            hasSlept = true
            if parking.beginWatch(worker.pointee.number) {
                if let job = keepWatch(worker) {
                    parking.wakeWatcher()
                    return job
                }
            } else {
                sleep(worker, nanoseconds: nil) { count == 1 || parking.isWatched }
            }
        }
    }

    /// Looks at the others' queues from time to time, until one needs help, it is woken, or all are asleep.
    private func keepWatch(_ worker: UnsafeMutablePointer<Worker>) -> Job? {
        let number = worker.pointee.number
        var interval = Self.shortestWatch
        var looks = 0
        while looks < Self.vainLooks || !parking.isAlone(number) {
            let wasWoken = sleep(worker, nanoseconds: interval)
            let job = wasWoken ? nil : help(worker)
            if wasWoken || hasWork || job != nil {
                parking.endWatch()
                return job
            }
            looks += 1
            interval = worker.pointee.sawWaiting ? Self.shortestWatch : min(2 * interval, Self.longestWatch)
        }
        parking.endWatch()
        // Whoever has woken up before that may have relied on it.
        sleep(worker, nanoseconds: nil) { parking.isAlone(number) }
        return nil
    }

    /// - Parameter mayRest: asked when others can see already that it sleeps.
    /// - Returns: whether it was woken, before the time had passed.
    @discardableResult
    private func sleep(
        _ worker: UnsafeMutablePointer<Worker>, nanoseconds: Int64?, if mayRest: () -> Bool = { true }
    ) -> Bool {
        let wasWoken = parking.sleep(worker.pointee.number, nanoseconds: nanoseconds) { !hasWork && mayRest() }
        guard wasWoken else { return false }
        watch.wake()
        inbox.move(into: worker.pointee.queue, sharers: count)
        parking.didSearch()
        if !inbox.isEmpty { parking.wakeForInbox() }
        return true
    }

    /// Whether somebody who means to sleep must not.
    private var hasWork: Bool { !inbox.isEmpty || isStopping.load(ordering: .sequentiallyConsistent) }

    /// Goes on where it has helped a moment ago, if that job still runs: a sleep takes longer than a publisher that never
    /// waits takes to fill its readers' buffers.
    private func helpOn(_ worker: UnsafeMutablePointer<Worker>) -> Job? {
        guard worker.pointee.isHelping else { return nil }
        let end = MonotonicTime.now() + Self.longestHelp
        while worker.pointee.isHelping, inbox.isEmpty, MonotonicTime.now() < end {
            if let job = help(worker) { return job }
        }
        worker.pointee.isHelping = false
        return nil
    }

    /// Takes jobs over from another worker: those that wait behind a job that has been running for long, and half of
    /// the many that wait though their worker is at them.
    ///
    /// Not whatever is there: a reader that runs as soon as it has one message costs a wake for each, on a core that
    /// fights with the publisher's for every line. Left alone for a while, it takes a run of them.
    private func help(_ worker: UnsafeMutablePointer<Worker>) -> Job? {
        guard count > 1 else { return nil }
        let time = MonotonicTime.now()
        worker.pointee.sawWaiting = false
        worker.pointee.isHelping = false
        for step in 1..<count {
            let number = (worker.pointee.number + step) % count
            let other = worker.pointee.others + number
            let look = workers[number].queue.look
            let isAtThem = look.taken != other.pointee.taken
            if isAtThem { other.pointee = Acquaintance(taken: look.taken, since: time) }
            if other.pointee.isStuck { worker.pointee.isHelping = true }
            guard look.waiting > 0 else { continue }
            worker.pointee.sawWaiting = true
            let areFew = other.pointee.isStuck && look.waiting <= Self.few
            let patience = areFew ? Self.patienceAgain : Self.patience(waiting: look.waiting)
            if time - other.pointee.since >= patience {
                other.pointee.takeover = look.taken + look.waiting
            }
            let isStuck = look.taken < other.pointee.takeover
            guard isStuck || (isAtThem && look.waiting >= Self.many) else { continue }
            guard let job = worker.pointee.queue.steal(from: workers[number].queue, all: isStuck) else { continue }
            other.pointee.taken = workers[number].queue.look.taken
            if other.pointee.taken >= other.pointee.takeover { other.pointee.since = time }
            other.pointee.isStuck = isStuck && look.waiting <= Self.few
            worker.pointee.isHelping = other.pointee.isStuck
            return job
        }
        return nil
    }

    private static func patience(waiting: Int) -> Int64 {
        min(max(Int64(waiting) * patience, leastPatience), mostPatience)
    }
}
