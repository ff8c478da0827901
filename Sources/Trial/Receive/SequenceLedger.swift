/// Which messages of a topic one subscriber has received: exact, in a bitmap per publisher.
///
/// Each publisher's messages are a sequence of their own, so that a publisher that runs ahead of another is no
/// reordering. A bitmap is a ring of 64-bit words. Where the number of messages is known it holds them all; else it
/// slides with the newest message, and an arrival older than it reaches back cannot be judged.
struct SequenceLedger: ~Copyable {
    enum Receipt: Equatable {
        /// Newer than every message of its publisher so far.
        case inOrder
        /// Older than one already received.
        case outOfOrder
        case duplicate
        /// Older than the ring reaches back.
        case tooOld
        /// No publisher, or no index, of this trial.
        case foreign
    }

    /// Least messages that a sliding ring reaches back, over all publishers.
    static let window = 8_192
    /// A ring for more messages than this slides.
    static let largestWhole = 1 << 23

    private let publishers: Int
    private let wordMask: Int
    private let words: UnsafeMutablePointer<UInt64>
    /// The newest position received, per publisher; -1 at first.
    private let newest: UnsafeMutablePointer<Int>

    /// `messages` is the number of messages of the topic, nil if it is not known.
    init(publishers: Int, messages: Int?) {
        self.publishers = publishers
        let whole = messages.flatMap { $0 <= Self.largestWhole ? $0 : nil }
        // One word more than needed: a sliding ring drops a word as soon as it begins another.
        let positions = (whole ?? max(Self.window, 1_024 * publishers)) / publishers + 1
        let count = Self.powerOfTwo(atLeast: (positions + 63) / 64 + (whole == nil ? 1 : 0))
        wordMask = count - 1
        words = .allocate(capacity: count * publishers)
        words.initialize(repeating: 0, count: count * publishers)
        newest = .allocate(capacity: publishers)
        newest.initialize(repeating: -1, count: publishers)
    }

    deinit {
        words.deallocate()
        newest.deallocate()
    }

    /// Enters the message with this index among those of its topic.
    @inline(__always)
    mutating func enter(index: Int, publisher: Int) -> Receipt {
        guard index >= 0, publisher >= 0, publisher < publishers else { return .foreign }
        let position: Int
        if publishers == 1 {
            position = index
        } else {
            guard index % publishers == publisher else { return .foreign }
            position = index / publishers
        }
        let ring = words + publisher * (wordMask + 1)
        let word = position >> 6
        let bit: UInt64 = 1 << UInt64(position & 63)
        let last = newest[publisher]
        guard position <= last else {
            let lastWord = last >> 6
            if word != lastWord { clear(ring, after: lastWord, through: word) }
            ring[word & wordMask] |= bit
            newest[publisher] = position
            return .inOrder
        }
        guard word > (last >> 6) - (wordMask + 1) else { return .tooOld }
        guard ring[word & wordMask] & bit == 0 else { return .duplicate }
        ring[word & wordMask] |= bit
        return .outOfOrder
    }

    /// Enters `count` messages of the one publisher, the first with this index and the others right behind it.
    /// - Returns: false, with nothing entered, where they are not all newer than what has been received, are more than
    ///   the ring holds, or there are several publishers: each is then to be entered by itself.
    @inline(__always)
    mutating func enterInOrder(from first: Int, count: Int) -> Bool {
        let last = first &+ count &- 1
        guard publishers == 1, first > newest[0], (last >> 6) &- (first >> 6) <= wordMask else { return false }
        let newestWord = newest[0] >> 6
        var word = first >> 6
        if last >> 6 != newestWord { clear(words, after: newestWord, through: last >> 6) }
        var position = first
        while word < last >> 6 {
            words[word & wordMask] |= ~0 << UInt64(position & 63)
            word &+= 1
            position = word << 6
        }
        let upToLast: UInt64 = ~0 >> UInt64(63 &- (last & 63))
        words[word & wordMask] |= (~0 << UInt64(position & 63)) & upToLast
        newest[0] = last
        return true
    }

    private func clear(_ ring: UnsafeMutablePointer<UInt64>, after last: Int, through word: Int) {
        for index in max(last + 1, word - wordMask)...word { ring[index & wordMask] = 0 }
    }

    private static func powerOfTwo(atLeast count: Int) -> Int {
        count <= 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }
}
