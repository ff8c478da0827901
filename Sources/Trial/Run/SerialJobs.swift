import CThread

/// The global executor of a process that runs an exact trial: one thread, and a queue that allocates nothing.
///
/// Dispatch, which is it otherwise, allocates for each job that it is given, and how often depends on which thread gave
/// it and which one ran it: far more noise than a broker's own allocations.
///
/// `@unchecked Sendable`: the ring is touched under the condition's lock only; `thread` is written once, in `init`.
final class SerialJobs: @unchecked Sendable {
    private static let shared = SerialJobs()

    /// What waits its turn.
    private enum Entry {
        case job(UnsafeMutableRawPointer)
        /// A task that has given way to all that was there before.
        case yielded(UnsafeContinuation<Void, Never>)
    }

    private let condition = MonotonicCondition()
    /// A ring of `capacity` places, of which `count` are taken from `first` on.
    private var ring: UnsafeMutablePointer<Entry?>
    private var capacity = 1 << 17
    private var first = 0
    private var count = 0
    private var thread: WorkerThread?

    private init() {
        ring = .allocate(capacity: capacity)
        ring.initialize(repeating: nil, count: capacity)
        thread = WorkerThread(name: "jobs") { [unowned self] in
            while true {
                switch next() {
                case .job(let job): cthread_run_job(job)
                case .yielded(let task): task.resume()
                }
            }
        }
    }

    /// From now on, for as long as the process lives. Jobs that wait for a time still wake through Dispatch.
    static func takeOver() throws {
        _ = shared
        guard cthread_take_jobs({ job in SerialJobs.shared.add(.job(job.unsafelyUnwrapped)) }) else {
            throw TrialError("an exact trial needs a hook that this Swift runtime does not have")
        }
    }

    /// Lets every job run that is there now. `Task.yield` would leave through Dispatch: it asks no hook.
    static func yield() async {
        await withUnsafeContinuation { shared.add(.yielded($0)) }
    }

    private func add(_ entry: Entry) {
        condition.withLock {
            if count == capacity { grow() }
            ring[(first + count) % capacity] = entry
            count += 1
            if count == 1 { condition.signalAll() }
        }
    }

    private func next() -> Entry {
        condition.withLock {
            while count == 0 { condition.wait(until: nil) }
            defer {
                first = (first + 1) % capacity
                count -= 1
            }
            return ring[first].unsafelyUnwrapped
        }
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Entry?>.allocate(capacity: 2 * capacity)
        larger.initialize(repeating: nil, count: 2 * capacity)
        for index in 0..<count { larger[index] = ring[(first + index) % capacity] }
        ring.deallocate()
        ring = larger
        first = 0
        capacity *= 2
    }
}
