/// Waiting for all full subscriptions of a broadcast at once.
extension Sender {
    /// Waits until each of the full ones has room or is closed, or the one timeout has passed; then tells of each.
    @usableFromInline
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
        for (member, position) in zip(members, full) {
            conclude(broadcast, broadcast.channels[position], member, begun)
        }
        full.removeAll(keepingCapacity: true)
    }

    /// Gets in line at each of them. One that has room by now takes its message at once.
    private func enroll(_ broadcast: Broadcast<Message>) {
        while members.count < full.count { members.append((SendWait(group: group), 0)) }
        group.begin(full.count)
        for (index, position) in full.enumerated() {
            let turn = members[index].wait.begin()
            members[index].turn = turn
            broadcast.channels[position].enroll(members[index].wait, turn: turn, element: broadcast.message)
        }
    }

    /// Leaves every line it still stands in, and waits for those who are just letting it in: a member must be through
    /// before it waits again.
    private func giveUp(_ broadcast: Broadcast<Message>) async {
        var left = 0
        for (member, position) in zip(members, full) where member.wait.claim(member.turn, .timedOut) {
            broadcast.channels[position].withdraw(member.wait)
            left += 1
        }
        group.leave(left)
        _ = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            group.enroll(wait, turn: wait.begin(continuation))
        }
    }

    private func conclude(
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
