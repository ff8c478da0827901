/// A profile: stacks, and how much belongs to each.
///
/// Written, it is what `go tool pprof` reads: a gzipped `profile.proto`.
public struct Profile: Sendable, Equatable {
    /// What the numbers of a sample are.
    struct ValueType: Sendable, Equatable {
        var type: String
        var unit: String
    }

    /// A stack, as indices of `locations`, leaf first; a number for each type; and labels.
    struct Sample: Sendable, Equatable {
        var locations: [Int]
        var values: [Int64]
        var labels: [String: String] = [:]
    }

    /// An address, and the functions there: those inlined into others first.
    struct Location: Sendable, Equatable {
        /// Index of `mappings`.
        var mapping: Int?
        var address: UInt64
        var lines: [Line] = []
    }

    struct Line: Sendable, Equatable {
        /// Index of `functions`.
        var function: Int
        /// 0 if it is not known.
        var line: Int
    }

    struct Function: Sendable, Hashable {
        var name: String
        var linkName: String
        var file: String
    }

    struct Mapping: Sendable, Equatable {
        var addresses: Range<UInt64>
        var fileOffset: UInt64
        var file: String
        var buildID: String
        /// Whether `lines` say all that can be said: a client need not look.
        var isSymbolized: Bool
    }

    var types: [ValueType]
    /// The type that a client shows unless told.
    var defaultType: String
    var samples: [Sample] = []
    var locations: [Location] = []
    var functions: [Function] = []
    /// The executable first.
    var mappings: [Mapping] = []
    /// What was sampled, and how much of it lies between two samples.
    var periodType: ValueType
    var period: Int64
    /// When it was made: nanoseconds since 1970, UTC.
    var time: Int64
    /// Nanoseconds; 0 for a moment's picture.
    var duration: Int64 = 0

    /// What else is to be known of it, such as samples that were lost. `go tool pprof -comments` prints it.
    public var comments: [String] = []

    /// The whole of each value type, by its name: such as `samples` and `cpu` (nanoseconds) of a CPU profile, or
    /// `inuse_space` (bytes) of a heap profile.
    public var totals: [String: Int64] {
        var totals: [String: Int64] = [:]
        for (index, type) in types.enumerated() {
            totals[type.type] = samples.reduce(0) { $0 + $1.values[index] }
        }
        return totals
    }
}
