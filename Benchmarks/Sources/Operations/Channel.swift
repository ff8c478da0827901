import Broker
import Trial

extension Operation {
    /// A channel's send and receive, through the public interface, with the strategy that neither waits nor arms
    /// anything. To one subscription `publish` itself is most of it; to ten, the channels are.
    static var channel: [Operation] {
        [
            Operation("channel/1-subscription/batch-1") { try ChannelRig(subscriptions: 1, batch: 1) },
            Operation("channel/1-subscription/batch-64") { try ChannelRig(subscriptions: 1, batch: 64) },
            Operation("channel/10-subscriptions/batch-1") { try ChannelRig(subscriptions: 10, batch: 1) },
            Operation("channel/10-subscriptions/batch-50") { try ChannelRig(subscriptions: 10, batch: 50) },
            Operation("channel/wake") { try WakeRig() },
        ]
    }
}

extension TrialMessage {
    static let sample = TrialMessage(intended: 0, actual: 0, index: 0, publisher: 0)
}

/// Publishes a batch, then reads it from each subscription. An operation is a delivery.
private final class ChannelRig: Rig, @unchecked Sendable {
    // Sendable: used by one task at a time.
    private let broker = Broker<TrialMessage>(BrokerOptions(sendTimeout: .dropNewest))
    private let batch: Int
    private var readers: [Subscription<TrialMessage>.Iterator] = []

    init(subscriptions: Int, batch: Int) throws {
        self.batch = batch
        for _ in 0..<subscriptions {
            readers.append(try broker.subscribe(to: "topic", capacity: batch).makeAsyncIterator())
        }
    }

    func run(_ count: Int) async throws {
        precondition(count.isMultiple(of: readers.count))
        var left = count / readers.count
        while left > 0 {
            let sent = min(batch, left)
            for _ in 0..<sent { try await broker.publish(.sample, to: "topic") }
            for index in readers.indices { await read(sent, from: &readers[index]) }
            left -= sent
        }
    }

    private func read(_ sent: Int, from reader: inout Subscription<TrialMessage>.Iterator) async {
        var received = await reader.next() == nil ? 0 : 1
        while reader.nextInRun() != nil { received += 1 }
        precondition(received == sent, "\(sent) messages were sent, \(received) received")
    }

    func end() async { await broker.close() }
}

/// Sends a message to a task that is parked, and waits, parked, for its answer: an operation is two wakes.
private final class WakeRig: Rig, @unchecked Sendable {
    // Sendable: used by one task at a time.
    private let broker: Broker<TrialMessage>
    private var answers: Subscription<TrialMessage>.Iterator
    private let echo: Task<Void, any Error>

    init() throws {
        let broker = Broker<TrialMessage>(BrokerOptions(sendTimeout: .dropNewest))
        self.broker = broker
        answers = try broker.subscribe(to: "answers", capacity: 1).makeAsyncIterator()
        let questions = try broker.subscribe(to: "questions", capacity: 1)
        echo = Task.detached {
            for await question in questions { try await broker.publish(question, to: "answers") }
        }
    }

    func run(_ count: Int) async throws {
        for _ in 0..<count {
            try await broker.publish(.sample, to: "questions")
            let answer = await answers.next()
            precondition(answer != nil, "the answers have ended")
        }
    }

    func end() async {
        await broker.close()
        _ = await echo.result
    }
}
