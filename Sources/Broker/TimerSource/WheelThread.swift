#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Turns a timing wheel by the monotonic clock, on a thread of its own.
///
/// The thread is started by the first timer. It sleeps until the next tick that has something, and without limit while
/// the wheel is empty; an arming wakes it only if it is due earlier than that. A timer fires at the first tick that is
/// not before its deadline: never early, and late by less than the resolution and the time it takes to wake up.
final class WheelThread: @unchecked Sendable {
    // Sendable: the two pointers never change and what they point to is made for sharing between threads; `isRunning`,
    // `isStopped`, `wheel`, `sleepsUntil` and the token of every `WheelAlarm` are touched under `mutex` only; the rest
    // is immutable.
    typealias Fire = @Sendable () -> Void

    let armed = Gauge()
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let resolution: Int64
    /// When tick 0 was.
    private let origin = MonotonicTime.now()
    private var wheel = TimingWheel<Fire>()
    private var isRunning = false
    private var isStopped = false
    /// The tick that the thread sleeps until; the least number while it is awake and will look at the wheel anyway.
    private var sleepsUntil = Int64.min

    /// - Parameter resolution: nanoseconds of a tick, at least 1.
    init(resolution: Int64) {
        self.resolution = max(1, resolution)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Arms a timer that cannot be taken back.
    func arm(after nanoseconds: Int64, _ fire: @escaping Fire) {
        withLock {
            guard !isStopped else { return }
            armed.add()
            _ = put(fire, at: tick(after: nanoseconds))
        }
    }

    /// Arms the alarm; an earlier setting is forgotten.
    func arm(_ alarm: WheelAlarm, after nanoseconds: Int64) {
        // What was armed is released after the lock, as everywhere here: it may be the last reference to an alarm.
        let replaced = withLock { () -> Fire? in
            guard !isStopped else { return nil }
            let replaced = alarm.token.flatMap { wheel.cancel($0) }
            if replaced == nil { armed.add() }
            alarm.token = put(alarm.fire, at: tick(after: nanoseconds))
            return replaced
        }
        _ = replaced
    }

    func cancel(_ alarm: WheelAlarm) {
        let taken = withLock { () -> Fire? in
            defer { alarm.token = nil }
            // The tokens of a wheel that is gone say nothing of the one in its place.
            guard !isStopped else { return nil }
            return alarm.token.flatMap { wheel.cancel($0) }
        }
        if taken != nil { armed.remove() }
    }

    /// Ends the thread. What is armed is forgotten; what is armed later never fires.
    func stop() {
        let forgotten = withLock {
            isStopped = true
            let forgotten = wheel
            wheel = TimingWheel(slots: 1)
            for _ in 0..<forgotten.count { armed.remove() }
            pthread_cond_signal(condition)
            return forgotten
        }
        _ = forgotten
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// The first tick that is not before the deadline.
    private func tick(after nanoseconds: Int64) -> Int64 {
        let (sum, isBeyond) = MonotonicTime.now().addingReportingOverflow(max(0, nanoseconds))
        let elapsed = (isBeyond ? .max : sum) - origin
        return elapsed / resolution + (elapsed % resolution == 0 ? 0 : 1)
    }

    /// Under the lock.
    private func put(_ fire: @escaping Fire, at tick: Int64) -> TimingWheel<Fire>.Token {
        let (token, tick) = wheel.arm(fire, at: tick)
        if !isRunning { start() }
        if tick < sleepsUntil {
            sleepsUntil = tick
            pthread_cond_signal(condition)
        }
        return token
    }

    private func start() {
        isRunning = true
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<WheelThread>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        precondition(status == 0, "cannot start a thread: \(String(cString: strerror(status)))")
        pthread_detach(thread)
    }

    private func run() {
        var due: [Fire] = []
        while waitForDue(&due) {
            for fire in due {
                armed.remove()
                fire()
            }
            due.removeAll(keepingCapacity: true)
        }
    }

    /// Sleeps until something is due.
    /// - Returns: false once stopped.
    private func waitForDue(_ due: inout [Fire]) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isStopped {
            wheel.expire(through: (MonotonicTime.now() - origin) / resolution, into: &due)
            if !due.isEmpty { return true }
            sleep()
        }
        return false
    }

    /// Under the lock, which it gives up meanwhile. May return early.
    private func sleep() {
        defer { sleepsUntil = .min }
        sleepsUntil = wheel.nextTick ?? .max
        let (elapsed, isBeyond) = sleepsUntil.multipliedReportingOverflow(by: resolution)
        let (deadline, isFar) = elapsed.addingReportingOverflow(origin)
        if isBeyond || isFar {
            pthread_cond_wait(condition, mutex)
        } else {
            var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
            pthread_cond_timedwait(condition, mutex, &time)
        }
    }
}
