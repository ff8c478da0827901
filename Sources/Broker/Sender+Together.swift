/// Waiting for all full subscriptions of a broadcast at once: those of the broadcast are the full ones alone.
extension Sender {
    /// Waits until each of the full ones has room or is closed, or the one timeout has passed; then tells of each.
    @inlinable
    @inline(never)
    func waitForAll(_ broadcast: Broadcast<Message>) async {
        let begun = MonotonicTime.now()
        timeout.willWait()
        enroll(broadcast)
        let ticks = timeout.ticks
        let outcome = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            let turn = wait.begin(continuation)
            ticks.enroll(wait, turn: turn)
            group.enroll(wait, turn: turn)
        }
        if outcome == .timedOut { await giveUp(broadcast) } else { ticks.withdraw(wait) }
        for (member, channel) in zip(members, broadcast.channels) { conclude(broadcast, channel, member, begun) }
    }

    /// Gets in line at each of them. One that has room by now takes its message at once.
    @inlinable
    func enroll(_ broadcast: Broadcast<Message>) {
        while members.count < broadcast.channels.count { members.append((SendWait(group: group), 0)) }
        group.begin(broadcast.channels.count)
        for (index, channel) in broadcast.channels.enumerated() {
            let turn = members[index].wait.begin()
            members[index].turn = turn
            channel.enroll(members[index].wait, turn: turn, element: broadcast.message)
        }
    }

    /// Leaves every line it still stands in, and waits for those who are just letting it in: a member must be through
    /// before it waits again.
    @inlinable
    func giveUp(_ broadcast: Broadcast<Message>) async {
        var left = 0
        for (member, channel) in zip(members, broadcast.channels) where member.wait.claim(member.turn, .timedOut) {
            channel.withdraw(member.wait)
            left += 1
        }
        group.leave(left)
        _ = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            group.enroll(wait, turn: wait.begin(continuation))
        }
    }

    @inlinable
    func conclude(
        _ broadcast: Broadcast<Message>, _ channel: BoundedChannel<Message>, _ member: (wait: SendWait, turn: UInt64),
        _ begun: Int64
    ) {
        let outcome = member.wait.outcome(of: member.turn)
        let ended = outcome == .timedOut ? MonotonicTime.now() : member.wait.decidedAt
        broadcast.observer?.waited(nanoseconds: max(0, ended - begun))
        switch outcome {
        case .sent: channel.didNotTimeOut()
        case .closed, nil: didFindClosed(broadcast, channel)
        case .timedOut:
            broadcast.drop(channel, .timedOut)
            if let evictionLimit, channel.didTimeOut() == evictionLimit {
                pool.registry.evict(channel, after: evictionLimit)
            }
        }
    }
}
