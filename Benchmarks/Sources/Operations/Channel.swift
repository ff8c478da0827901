import Broker
import Trial

extension Operation {
    /// A channel's send and receive, through the public interface: the strategy that neither waits nor arms anything,
    /// and one subscription.
    static var channel: [Operation] {
        [1, 64].map { batch in
            Operation("channel/send-receive/batch-\(batch)") { try ChannelRig(batch: batch) }
        } + [Operation("channel/wake") { try WakeRig() }]
    }
}

extension TrialMessage {
    static let sample = TrialMessage(intended: 0, actual: 0, index: 0, publisher: 0)
}

/// Publishes a batch to one subscription, then reads it. An operation is a message.
private final class ChannelRig: Rig, @unchecked Sendable {
    // Sendable: used by one task at a time.
    private let broker = Broker<TrialMessage>(BrokerOptions(sendTimeout: .dropNewest))
    private let batch: Int
    private var messages: Subscription<TrialMessage>.Iterator

    init(batch: Int) throws {
        self.batch = batch
        messages = try broker.subscribe(to: "topic", capacity: batch).makeAsyncIterator()
    }

    func run(_ count: Int) async throws {
        var left = count
        while left > 0 {
            let sent = min(batch, left)
            for _ in 0..<sent { try await broker.publish(.sample, to: "topic") }
            var received = await messages.next() == nil ? 0 : 1
            while messages.nextInRun() != nil { received += 1 }
            precondition(received == sent, "\(sent) messages were sent, \(received) received")
            left -= sent
        }
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
