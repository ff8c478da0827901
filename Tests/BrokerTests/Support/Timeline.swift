import Foundation

/// A picture of docs/strategies.md, as docs/strategies/timelines.json tells it. Times are milliseconds.
struct Timeline: Decodable {
    struct Subscriber: Decodable {
        let name: String
        /// Whether its buffer is full at 0.
        let isFull: Bool
        /// When it reads one message.
        let reads: [Double]

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = try list.decode(String.self)
            isFull = try list.decode(String.self).hasPrefix("full")
            var reads: [Double] = []
            while !list.isAtEnd { reads.append(try list.decode(Double.self)) }
            self.reads = reads
        }
    }

    struct Publish: Decodable {
        let called: Double
        let returned: Double

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            _ = try list.decode(String.self)
            called = try list.decode(Double.self)
            returned = try list.decode(Double.self)
        }
    }

    /// A sender at a subscriber: `b 0-5 timedOut`. What never begins or ends does so at infinity.
    struct Visit: Decodable {
        let subscriber: String
        let came: Double
        let left: Double
        let outcome: String

        init(from decoder: any Decoder) throws {
            let parts = try decoder.singleValueContainer().decode(String.self).split(separator: " ").map(String.init)
            let times = parts[1].split(separator: "-", omittingEmptySubsequences: false).map { Double($0) ?? .infinity }
            (subscriber, came, left, outcome) = (parts[0], times[0], times[times.count - 1], parts[2])
        }
    }

    /// The bars of a row of timers: armed from, and to.
    struct Timers: Decodable {
        let armed: [Range<Double>]

        private struct Bar: Decodable {
            let armed: Range<Double>

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                let start = try list.decode(Double.self)
                armed = start..<(try list.decode(Double.self))
            }
        }

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            var armed: [Range<Double>] = []
            while !list.isAtEnd {
                if (try? list.decode(String.self)) == nil { armed.append(try list.decode(Bar.self).armed) }
            }
            self.armed = armed
        }
    }

    var cast: [Subscriber]?
    let publisher: [Publish]
    let senders: [[Visit]]
    let timers: [Timers]
    /// The strategy, where the picture is not named after it.
    let of: String?
    let partitions: Int?
    /// How long before 0 a first message has gone to all.
    let primed: Double?
    let evictAfter: Int?

    enum CodingKeys: String, CodingKey {
        case cast, publisher, senders, timers, of, partitions, primed
        case evictAfter = "evict_after"
    }

    private struct File: Decodable {
        let cast: [Subscriber]
        let pictures: [String: Timeline]
    }

    /// All pictures by name.
    static func all() throws -> [String: Timeline] {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
        let url = root.appendingPathComponent("docs/strategies/timelines.json")
        let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
        return file.pictures.mapValues { timeline in
            var timeline = timeline
            timeline.cast = timeline.cast ?? file.cast
            return timeline
        }
    }
}
