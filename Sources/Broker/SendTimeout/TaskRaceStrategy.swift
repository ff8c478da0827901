/// `task-race`, as Swift code bounds a wait today: a task group in which the send runs against a sleep, and the loser
/// is cancelled.
///
/// ```swift
/// await withTaskGroup(of: Bool.self) { group in
///     group.addTask { await subscriber.send(message) }
///     group.addTask { try? await Task.sleep(for: timeout); return false }
///     let sent = await group.next()!
///     group.cancelAll()
///     return sent
/// }
/// ```
///
/// Every send pays for the group and its two tasks, also one that finds room; one that waits has a sleeping task beside
/// it. The group returns when both tasks are over. A send that is done although the sleep was over first counts as
/// done: with the result of the first task alone, as above, the message would be reported lost, and be delivered.
struct TaskRaceStrategy: SendTimeoutStrategy {
    let timeout: Int64
    let source: any TimerSource

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout {
        TaskRaceTimeout(TaskRace(timeout: timeout, source: source))
    }
}

private final class TaskRaceTimeout: SendTimeout {
    let race: TaskRace?
    /// Nothing is ever left in it: the sleep is over, or cancelled.
    let ticks = TickBuffer()
    init(_ race: TaskRace) { self.race = race }
}

/// One send against one sleep. Not generic: what its tasks capture are plain references, see `Work`.
@usableFromInline
struct TaskRace: Sendable {
    let timeout: Int64
    let source: any TimerSource

    func run(_ send: any CancellableSend) async -> WaitOutcome {
        await withTaskGroup(of: WaitOutcome?.self) { group in
            group.addTask { await send.run() }
            group.addTask {
                await source.sleep(nanoseconds: timeout)
                return nil
            }
            var outcome = WaitOutcome.timedOut
            for await result in group {
                if let result { outcome = result }
                group.cancelAll()
            }
            return outcome
        }
    }
}

/// A send that waits for room until its task is cancelled.
protocol CancellableSend: AnyObject, Sendable {
    func run() async -> WaitOutcome
}

/// The send of one message to one channel. For one use.
final class RacingSend<Message: Sendable>: CancellableSend, @unchecked Sendable {
    // Sendable: one task runs it; its maker looks at `waitBegan` when that task is over.
    private let message: Message
    private let channel: BoundedChannel<Message>
    /// When it found the channel full; nil if it did not.
    private(set) var waitBegan: Int64?

    init(_ message: Message, to channel: BoundedChannel<Message>) {
        self.message = message
        self.channel = channel
    }

    func run() async -> WaitOutcome {
        switch channel.trySend(message) {
        case .sent: return .sent
        case .closed: return .closed
        case .full: break
        }
        waitBegan = MonotonicTime.now()
        var line: SendWait?
        let outcome = await CancellableWait().run { wait, turn in
            line = wait
            channel.enroll(wait, turn: turn, element: message)
        }
        if outcome == .timedOut, let line { channel.withdraw(line) }
        return outcome
    }
}
