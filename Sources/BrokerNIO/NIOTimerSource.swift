import Broker
import NIOCore
import NIOPosix
import Synchronization

/// Timers made of SwiftNIO's scheduled tasks, all on one event loop with a thread of its own.
///
/// ```swift
/// let broker = Broker<String>(BrokerOptions(sendTimeout: .timer), timers: NIOTimerSource())
/// ```
///
/// The loop is shut down with the source, and what is still armed then is forgotten.
public final class NIOTimerSource: TimerSource {
    public let armed = Gauge()
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop

    /// Starts the event loop's thread.
    public init() {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
    }

    deinit { group.shutdownGracefully { _ in } }

    public func fireOnce(after nanoseconds: Int64, _ fire: @escaping @Sendable () -> Void) {
        armed.add()
        loop.scheduleTask(in: .nanoseconds(nanoseconds)) { [armed] in
            armed.remove()
            fire()
        }
    }

    public func makeAlarm(_ fire: @escaping @Sendable () -> Void) -> any Alarm {
        NIOAlarm(loop: loop, armed: armed, fire)
    }
}

/// A scheduled task that is cancelled and replaced when the alarm is set again.
private final class NIOAlarm: Alarm {
    private let loop: any EventLoop
    private let armed: Gauge
    private let fire: @Sendable () -> Void
    private let setting = Mutex<Setting?>(nil)

    /// One setting of the alarm: it is over once, whether it fires or is taken back.
    private final class Setting: Sendable {
        let isOver = Atomic<Bool>(false)
        let scheduled = Mutex<Scheduled<Void>?>(nil)
        /// - Returns: whether it was not over yet.
        func end() -> Bool { !isOver.exchange(true, ordering: .acquiringAndReleasing) }
    }

    init(loop: any EventLoop, armed: Gauge, _ fire: @escaping @Sendable () -> Void) {
        self.loop = loop
        self.armed = armed
        self.fire = fire
    }

    deinit { cancel() }

    func set(after nanoseconds: Int64) {
        let next = Setting()
        armed.add()
        let scheduled = loop.scheduleTask(in: .nanoseconds(nanoseconds)) { [armed, fire] in
            guard next.end() else { return }
            armed.remove()
            fire()
        }
        next.scheduled.withLock { $0 = scheduled }
        replace(with: next)
    }

    func cancel() { replace(with: nil) }

    private func replace(with next: Setting?) {
        let last = setting.withLock { setting in
            let last = setting
            setting = next
            return last
        }
        guard let last, last.end() else { return }
        armed.remove()
        last.scheduled.withLock { $0?.cancel() }
    }
}
