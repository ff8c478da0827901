/// One line of JSON on a child's standard output. `docs/trial-protocol.md` is the contract.
public enum TrialLine: Sendable, Equatable {
    /// Who the child is. Its first line.
    case hello(Hello)
    /// Set-up is over: every subscriber is in place.
    case ready
    /// One point of the time series.
    case sample(Sample)
    /// A heartbeat.
    case progress(Progress)
    /// What was timed.
    case histogram(Histogram)
    /// How the trial ended. The last line.
    case result(Outcome)

    /// The version of the protocol that this code speaks.
    public static let protocolVersion = 1

    /// Who the child is. Its first line.
    public struct Hello: Codable, Sendable, Equatable {
        /// The version of the protocol that the child speaks.
        public var protocolVersion: Int
        /// The name of the broker.
        public var implementation: String
        /// The broker's own version.
        public var version: String
        /// Names of the strategies that it offers.
        public var capabilities: [String]
        /// Where heap figures come from (`jemalloc`, `go-runtime`); absent where it has none.
        public var heapSource: String?
        /// Version of the heap source, for the manifest; absent where it does not say.
        public var heapSourceVersion: String?
        /// Its settings, likewise.
        public var heapSourceConfig: String?

        enum CodingKeys: String, CodingKey {
            case protocolVersion = "protocol"
            case implementation, version, capabilities
            case heapSource = "heap_source"
            case heapSourceVersion = "heap_source_version"
            case heapSourceConfig = "heap_source_config"
        }

        /// A child of this version of the protocol.
        public init(
            implementation: String, version: String, capabilities: [String], heapSource: String?,
            heapSourceVersion: String? = nil, heapSourceConfig: String? = nil
        ) {
            self.protocolVersion = TrialLine.protocolVersion
            self.implementation = implementation
            self.version = version
            self.capabilities = capabilities
            self.heapSource = heapSource
            self.heapSourceVersion = heapSourceVersion
            self.heapSourceConfig = heapSourceConfig
        }
    }

    /// Where a trial is.
    public enum Phase: String, Codable, Sendable, CaseIterable {
        /// Everybody subscribes.
        case setup
        /// Load like the window's, of which nothing counts.
        case warmup
        /// What is intended now is accounted for.
        case window
        /// Late messages and full buffers are given time.
        case drain
    }

    /// One point of the time series: a row of `samples.csv`. Heap fields are absent without a heap source.
    public struct Sample: Codable, Sendable, Equatable {
        /// Since the start of the window; negative before it.
        public var elapsedS: Double
        /// Where the trial was.
        public var phase: Phase
        /// In use by the application, as are all six in jemalloc's words.
        public var allocatedBytes: Int?
        /// In pages that hold something in use.
        public var activeBytes: Int?
        /// The allocator's own.
        public var metadataBytes: Int?
        /// Physically resident in pages that the allocator has mapped.
        public var residentBytes: Int?
        /// In extents that the allocator has mapped.
        public var mappedBytes: Int?
        /// Mapped addresses kept for later.
        public var retainedBytes: Int?
        /// The process's resident set, as the kernel counts it.
        public var rssBytes: Int?
        /// Messages in all buffers together.
        public var depth: Int?
        /// Deliveries since the start of the trial, warm-up included.
        public var deliveries: Int?
        /// Drops of all reasons since the start of the trial, warm-up included.
        public var drops: Int?
        /// Concurrent senders of broadcasts that were not over.
        public var sendersAlive: Int?
        /// Timers armed.
        public var pendingTimers: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case elapsedS = "elapsed_s"
            case phase
            case allocatedBytes = "allocated_bytes"
            case activeBytes = "active_bytes"
            case metadataBytes = "metadata_bytes"
            case residentBytes = "resident_bytes"
            case mappedBytes = "mapped_bytes"
            case retainedBytes = "retained_bytes"
            case rssBytes = "rss_bytes"
            case depth, deliveries, drops
            case sendersAlive = "senders_alive"
            case pendingTimers = "pending_timers"
        }

        /// A point of which nothing else is known yet.
        public init(elapsedS: Double, phase: Phase) {
            self.elapsedS = elapsedS
            self.phase = phase
        }
    }

    /// A heartbeat, several times a second: cumulative, so that a partial row can be made from the last one.
    public struct Progress: Codable, Sendable, Equatable {
        /// Where the trial is.
        public var phase: Phase
        /// Since the start of the window; negative before it.
        public var elapsedS: Double
        /// What is known so far, of the whole trial.
        public var metrics: Measurements
        /// The fast class's end-to-end latency, p99 in nanoseconds, of the deliveries since the last line that had it.
        /// Absent where they are too few, nothing is timed, or the child does not say. For whoever watches: it goes into
        /// no row.
        public var recentFastP99Ns: Double?

        enum CodingKeys: String, CodingKey {
            case phase
            case elapsedS = "elapsed_s"
            case metrics
            case recentFastP99Ns = "recent_fast_p99_ns"
        }

        /// A heartbeat.
        public init(phase: Phase, elapsedS: Double, metrics: Measurements, recentFastP99Ns: Double? = nil) {
            self.phase = phase
            self.elapsedS = elapsedS
            self.metrics = metrics
            self.recentFastP99Ns = recentFastP99Ns
        }
    }

    /// One histogram of the trial: a row of `histograms.csv`. Before the result.
    public struct Histogram: Codable, Sendable, Equatable {
        /// How every encoding begins in base64: the cookie of HdrHistogram's compressed V2 form.
        public static let prefix = "HISTFAAA"

        /// What was timed.
        public var metric: HistogramName
        /// HdrHistogram's V2 encoding, compressed, in base64.
        public var encoding: String

        /// A histogram in its encoding.
        public init(metric: HistogramName, encoding: String) {
            self.metric = metric
            self.encoding = encoding
        }
    }

    /// The last line: how the trial ended, and its figures.
    public struct Outcome: Codable, Sendable, Equatable {
        /// `ok`, `failed`, `heap_limit` or `overrun`.
        public var status: TrialStatus
        /// Why, in words; absent where the status is `ok`.
        public var statusDetail: String?
        /// The publisher could not keep its rate: achieved below 99% of offered. Absent when saturated.
        public var behind: Bool?
        /// The fast class's latencies are lower bounds: messages were unpublished, or deliveries pending or left in a
        /// buffer, when the drain ended. Absent when saturated.
        public var latencyBound: Bool?
        /// The trial's figures.
        public var metrics: Measurements

        enum CodingKeys: String, CodingKey {
            case status
            case statusDetail = "status_detail"
            case behind
            case latencyBound = "latency_bound"
            case metrics
        }

        /// An ending.
        public init(
            status: TrialStatus, statusDetail: String? = nil, behind: Bool? = nil, latencyBound: Bool? = nil,
            metrics: Measurements
        ) {
            self.status = status
            self.statusDetail = statusDetail
            self.behind = behind
            self.latencyBound = latencyBound
            self.metrics = metrics
        }
    }
}

extension TrialLine: Codable {
    private enum Kind: String, Codable { case hello, ready, sample, progress, histogram, result }
    private enum TypeKey: String, CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: TypeKey.self).decode(Kind.self, forKey: .type)
        switch kind {
        case .hello: self = .hello(try Hello(from: decoder))
        case .ready: self = .ready
        case .sample: self = .sample(try Sample(from: decoder))
        case .progress: self = .progress(try Progress(from: decoder))
        case .histogram: self = .histogram(try Histogram(from: decoder))
        case .result: self = .result(try Outcome(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TypeKey.self)
        switch self {
        case .hello(let hello):
            try container.encode(Kind.hello, forKey: .type)
            try hello.encode(to: encoder)
        case .ready:
            try container.encode(Kind.ready, forKey: .type)
        case .sample(let sample):
            try container.encode(Kind.sample, forKey: .type)
            try sample.encode(to: encoder)
        case .progress(let progress):
            try container.encode(Kind.progress, forKey: .type)
            try progress.encode(to: encoder)
        case .histogram(let histogram):
            try container.encode(Kind.histogram, forKey: .type)
            try histogram.encode(to: encoder)
        case .result(let outcome):
            try container.encode(Kind.result, forKey: .type)
            try outcome.encode(to: encoder)
        }
    }
}
