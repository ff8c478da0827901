import Experiment

/// Which message a publisher sends when, and to which topic: arithmetic on indices, without a clock.
///
/// Publisher p's k-th message goes to topic k % topics, where its index is (k / topics) * publishers + p; quotients are
/// rounded down, so that negative k, the warm-up, has negative indices. In an open load message i of all is publisher
/// i % publishers' message k = i / publishers.
struct Schedule: Sendable, Equatable {
    let publishers: Int
    let topics: Int
    /// Absent when saturated.
    let pacer: Pacer?
    /// Messages of the window; nil where the clock ends it.
    private(set) var messages: Int?
    /// Nanoseconds of the warm-up.
    private(set) var warmup: Int64
    /// Nanoseconds of the window; nil where the number of messages ends it.
    private(set) var duration: Int64?

    /// Throws in words what is wrong with the cell's load.
    init(_ cell: Cell) throws {
        guard cell.publishers >= 1, cell.topics >= 1 else {
            throw TrialError("publishers and topics must be 1 or more")
        }
        guard cell.warmupS >= 0, cell.warmupS <= 86_400 else { throw TrialError("warmup_s must be from 0 to 86400") }
        guard cell.messages != nil || cell.durationS != nil else {
            throw TrialError("the cell has neither duration_s nor messages")
        }
        if let duration = cell.durationS, !(duration > 0 && duration <= 86_400) {
            throw TrialError("duration_s must be above 0 and at most 86400")
        }
        publishers = cell.publishers
        topics = cell.topics
        warmup = MonotonicClock.nanoseconds(seconds: cell.warmupS)
        switch cell.loadModel {
        case .open:
            guard let rate = cell.offeredRatePerS, rate >= 0.001, rate <= 1e9 else {
                throw TrialError("an open load needs an offered_rate_per_s from 0.001 to 1e9")
            }
            let pacer = Pacer(ratePerS: rate)
            self.pacer = pacer
            let planned = cell.durationS.map { MonotonicClock.nanoseconds(seconds: $0) }
            let messages = cell.messages ?? pacer.count(within: planned ?? 0)
            try Self.check(messages: messages)
            self.messages = messages
            duration = cell.messages.map { pacer.offset(of: $0) } ?? planned
        case .saturated:
            if let messages = cell.messages { try Self.check(messages: messages) }
            pacer = nil
            messages = cell.messages
            duration = cell.messages == nil ? cell.durationS.map { MonotonicClock.nanoseconds(seconds: $0) } : nil
        }
    }

    private static func check(messages: Int) throws {
        guard messages >= 1, messages <= Int(Int32.max) / 2 else {
            throw TrialError("the window has \(messages) messages: must be from 1 to 2^30")
        }
    }

    /// The warm-up alone, of a load with a fixed number of messages.
    var warmupOnly: Schedule {
        var schedule = self
        schedule.messages = 0
        schedule.duration = duration.map { _ in 0 }
        return schedule
    }

    /// The window alone.
    var windowOnly: Schedule {
        var schedule = self
        schedule.warmup = 0
        return schedule
    }

    /// Messages of the window that publisher `publisher` sends; nil where the clock ends it.
    func messages(of publisher: Int) -> Int? {
        messages.map { ($0 - publisher + publishers - 1) / publishers }
    }

    /// A bound of the indices of one topic; nil where the clock ends the window.
    var messagesPerTopic: Int? {
        messages(of: 0).map { ($0 + topics - 1) / topics * publishers }
    }

    /// The first message of the warm-up of publisher `publisher`, 0 without one.
    func firstPosition(of publisher: Int) -> Int {
        guard warmup > 0 else { return 0 }
        // More than a saturated publisher can send before the window, and far from the end of 32 bits.
        guard let pacer else { return -(1 << 30) / (publishers * topics) * topics }
        let first = -pacer.count(within: warmup)
        return (first - publisher).dividedRoundingDown(by: publishers)
    }

    /// Where the k-th message of publisher `publisher` goes.
    func place(of position: Int, publisher: Int) -> (topic: Int, index: Int32) {
        let round = position.dividedRoundingDown(by: topics)
        return (position - round * topics, Int32(round * publishers + publisher))
    }

    /// When it is intended, in nanoseconds from the start of the window. For an open load.
    func offset(of position: Int, publisher: Int) -> Int64 {
        pacer?.offset(of: position * publishers + publisher) ?? 0
    }

    /// Messages of the window that an open load intends within `elapsed` nanoseconds of its start.
    func intended(within elapsed: Int64) -> Int? {
        guard let pacer, let messages else { return nil }
        return min(messages, pacer.count(within: elapsed))
    }
}

extension Int {
    func dividedRoundingDown(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
