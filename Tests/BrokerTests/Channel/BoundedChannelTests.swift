import Synchronization
import Testing

@testable import Broker

@Suite struct BoundedChannelTests {
    private func channel(_ capacity: Int) -> BoundedChannel<Int> {
        BoundedChannel(id: SubscriptionID(rawValue: 0), capacity: capacity)
    }

    @Test(arguments: [1, 2, 3, 10, 64, 100]) func trySend_IsRefused_WhenCapacityIsReached(capacity: Int) async {
        let channel = channel(capacity)
        for number in 0..<capacity { #expect(channel.trySend(number) == .sent) }
        #expect(channel.trySend(-1) == .full)
        #expect(channel.depth == capacity)
        var reader = ChannelReader(channel)
        #expect(await reader.next() == 0)
        #expect(channel.trySend(capacity) == .sent)
        #expect(channel.trySend(-1) == .full)
    }

    @Test func next_GivesEverythingInOrder_ThenEnds_WhenClosed() async {
        let channel = channel(8)
        for number in 0..<5 { _ = channel.trySend(number) }
        channel.close()
        #expect(channel.trySend(9) == .closed)
        var reader = ChannelReader(channel)
        var received: [Int] = []
        while let number = await reader.next() { received.append(number) }
        #expect(received == [0, 1, 2, 3, 4])
    }

    @Test func nextInRun_StopsWhereNextHasLooked() async {
        let channel = channel(8)
        _ = channel.trySend(0)
        _ = channel.trySend(1)
        var reader = ChannelReader(channel)
        #expect(await reader.next() == 0)
        _ = channel.trySend(2)
        #expect(reader.nextInRun() == 1)
        #expect(reader.nextInRun() == nil)
        #expect(await reader.next() == 2)
    }

    @Test func waitingSender_IsLetIn_WhenReaderTakesOne() async {
        let channel = channel(1)
        _ = channel.trySend(0)
        let wait = SendWait()
        let outcome = Task {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
                channel.enroll(wait, turn: wait.begin(continuation), element: 1)
            }
        }
        await eventually { channel.state.withLock { !$0.senders.isEmpty } }
        #expect(channel.trySend(2) == .full)
        var reader = ChannelReader(channel)
        #expect(await reader.next() == 0)
        #expect(await outcome.value == .sent)
        #expect(await reader.next() == 1)
    }

    @Test func waitingSender_IsToldOfTheEnd_WhenChannelCloses() async {
        let channel = channel(1)
        _ = channel.trySend(0)
        let wait = SendWait()
        let outcome = Task {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
                channel.enroll(wait, turn: wait.begin(continuation), element: 1)
            }
        }
        await eventually { channel.state.withLock { !$0.senders.isEmpty } }
        channel.close()
        #expect(await outcome.value == .closed)
    }

    @Test func claim_IsGrantedOnce_AndNotForAnOldTurn() async {
        let wait = SendWait()
        let first = Mutex<UInt64>(0)
        let outcome = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            let turn = wait.begin(continuation)
            first.withLock { $0 = turn }
            #expect(wait.claim(turn, .sent))
            #expect(!wait.claim(turn, .timedOut))
            wait.resume(.sent)
        }
        #expect(outcome == .sent)
        let second = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            let turn = wait.begin(continuation)
            #expect(!wait.claim(first.withLock { $0 }, .timedOut))
            #expect(wait.claim(turn, .closed))
            wait.resume(.closed)
        }
        #expect(second == .closed)
    }

    @Test func elements_AreFreed_WhenChannelIs() {
        weak var last: Probe?
        do {
            let channel = BoundedChannel<Probe>(id: SubscriptionID(rawValue: 0), capacity: 4)
            let probe = Probe()
            last = probe
            _ = channel.trySend(probe)
        }
        #expect(last == nil)
    }

    private final class Probe: Sendable {}

    /// Several senders that wait for room, one reader: nothing lost, doubled, or overtaken by its own sender's next.
    @Test(arguments: [1, 2, 7, 100]) func manySenders_LoseNothing_WhileReaderKeepsTaking(capacity: Int) async {
        let channel = channel(capacity)
        let senders = 4
        let each = 5_000
        async let received = read(channel)
        await withTaskGroup(of: Void.self) { group in
            for sender in 0..<senders {
                group.addTask { await send(each, from: sender, to: channel) }
            }
        }
        channel.close()
        let all = await received
        #expect(all.count == senders * each)
        for sender in 0..<senders {
            #expect(all.filter { $0 / each == sender } == Array(sender * each..<(sender + 1) * each))
        }
    }
}

private func read(_ channel: BoundedChannel<Int>) async -> [Int] {
    var reader = ChannelReader(channel)
    var all: [Int] = []
    while let number = await reader.next() { all.append(number) }
    return all
}

private func send(_ count: Int, from sender: Int, to channel: BoundedChannel<Int>) async {
    let wait = SendWait()
    for number in sender * count..<(sender + 1) * count where channel.trySend(number) == .full {
        _ = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            channel.enroll(wait, turn: wait.begin(continuation), element: number)
        }
    }
}
