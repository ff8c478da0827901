import Synchronization
import Testing

@testable import Broker

/// The channel alone: many senders that try, wait in line, and give up at any moment; one reader; an end.
@Suite struct ChannelStressTests {
    @Test(.timeLimit(.minutes(10)))
    func elements_AreReadOnceAndInOrder_ExactlyIfTheirSendersWereToldSo() async {
        for seed: UInt64 in 0..<1_000 { await run(seed) }
    }

    private func run(_ seed: UInt64) async {
        var chance = Chance(seed: seed)
        let senders = chance.number(1...4)
        let elements = chance.number(1...60)
        let count = Letter.Count()
        do {
            let channel = BoundedChannel<Letter>(id: SubscriptionID(rawValue: 0), capacity: chance.number(1...5))
            let closesEarly = chance.happens(30)
            let reading = Task { [chance] in await read(channel, senders, chance) }
            let sent = await withTaskGroup(of: (sender: Int, numbers: [Int]).self) { group in
                for sender in 0..<senders {
                    let own = chance.fork()
                    group.addTask { (sender, await send(elements, as: sender, to: channel, count, own)) }
                }
                if closesEarly {
                    for _ in 0..<chance.number(0...30) { await chance.dawdle() }
                    channel.close()
                }
                return await group.reduce(into: none(senders)) { $0[$1.sender] = $1.numbers }
            }
            channel.close()
            #expect(await reading.value == sent, "seed \(seed)")
            #expect(channel.depth == 0, "seed \(seed)")
            #expect(channel.state.withLock { $0.senders.isEmpty }, "seed \(seed)")
        }
        await eventually { count.isZero }
    }

    private func none(_ senders: Int) -> [[Int]] { [[Int]](repeating: [], count: senders) }

    /// - Returns: the numbers of each sender, as they came.
    private func read(_ channel: BoundedChannel<Letter>, _ senders: Int, _ chance: Chance) async -> [[Int]] {
        var (chance, received) = (chance, none(senders))
        var reader = ChannelReader(channel, isWatched: false)
        while let letter = await reader.next() {
            received[letter.publisher].append(letter.number)
            if chance.happens(50) {
                for letter in reader.take(most: chance.number(1...6)) {
                    received[letter.publisher].append(letter.number)
                }
            }
            await chance.dawdle()
        }
        return received
    }

    /// - Returns: the numbers of those that were sent, as far as the channel says.
    private func send(
        _ elements: Int, as sender: Int, to channel: BoundedChannel<Letter>, _ count: Letter.Count, _ chance: Chance
    ) async -> [Int] {
        var chance = chance
        var sent: [Int] = []
        let wait = SendWait()
        for number in 0..<elements {
            let letter = Letter(publisher: sender, number: number, count: count)
            await chance.dawdle()
            switch channel.trySend(letter) {
            case .sent:
                sent.append(number)
                continue
            case .closed: return sent
            case .full: break
            }
            switch await waitInLine(wait, letter, channel, givesUp: chance.happens(60), chance.fork()) {
            case .sent: sent.append(number)
            case .timedOut: break
            case .closed: return sent
            }
        }
        return sent
    }

    private func waitInLine(
        _ wait: SendWait, _ letter: Letter, _ channel: BoundedChannel<Letter>, givesUp: Bool, _ chance: Chance
    ) async -> WaitOutcome {
        let impatience = Mutex<Task<Void, Never>?>(nil)
        let outcome = await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
            let turn = wait.begin(continuation)
            if givesUp {
                impatience.withLock {
                    $0 = Task {
                        var chance = chance
                        await chance.dawdle()
                        if wait.claim(turn, .timedOut) { wait.resume(.timedOut) }
                    }
                }
            }
            channel.enroll(wait, turn: turn, element: letter)
        }
        if outcome == .timedOut { channel.withdraw(wait) }
        // A wait is used again only when nobody is left who might still end this one.
        await impatience.withLock { $0 }?.value
        return outcome
    }
}
