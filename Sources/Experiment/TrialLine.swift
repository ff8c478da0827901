/// One line of JSON on a child's standard output. `docs/trial-protocol.md` is the contract.
public enum TrialLine: Sendable, Equatable {
    case hello(Hello)
    /// Set-up is over: every subscriber is in place.
    case ready
    case sample(Sample)
    case progress(Progress)
    case histogram(Histogram)
    case result(Outcome)

    /// The version of the protocol that this code speaks.
    public static let protocolVersion = 1

    /// Who the child is. Its first line.
    public struct Hello: Codable, Sendable, Equatable {
        public var protocolVersion: Int
        public var implementation: String
        public var version: String
        /// Names of the strategies that it offers.
        public var capabilities: [String]
        /// Where heap figures come from (`jemalloc`, `go-runtime`); absent where it has none.
        public var heapSource: String?
        /// Version and settings of the heap source, for the manifest; absent where it does not say.
        public var heapSourceVersion: String?
        public var heapSourceConfig: String?

        enum CodingKeys: String, CodingKey {
            case protocolVersion = "protocol"
            case implementation, version, capabilities
            case heapSource = "heap_source"
            case heapSourceVersion = "heap_source_version"
            case heapSourceConfig = "heap_source_config"
        }

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

    public enum Phase: String, Codable, Sendable, CaseIterable {
        case setup, warmup, window, drain
    }

    /// One point of the time series: a row of `samples.csv`. Heap fields are absent without a heap source.
    public struct Sample: Codable, Sendable, Equatable {
        /// Since the start of the window; negative before it.
        public var elapsedS: Double
        public var phase: Phase
        public var allocatedBytes: Int?
        public var activeBytes: Int?
        public var metadataBytes: Int?
        public var residentBytes: Int?
        public var mappedBytes: Int?
        public var retainedBytes: Int?
        /// The process's resident set, as the kernel counts it.
        public var rssBytes: Int?
        /// Messages in all buffers together.
        public var depth: Int?
        /// Deliveries since the start of the trial, warm-up included.
        public var deliveries: Int?
        /// Drops of all reasons since the start of the trial, warm-up included.
        public var drops: Int?
        public var sendersAlive: Int?
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

        public init(elapsedS: Double, phase: Phase) {
            self.elapsedS = elapsedS
            self.phase = phase
        }
    }

    /// A heartbeat, several times a second: cumulative, so that a partial row can be made from the last one.
    public struct Progress: Codable, Sendable, Equatable {
        public var phase: Phase
        public var elapsedS: Double
        public var metrics: Measurements

        enum CodingKeys: String, CodingKey {
            case phase
            case elapsedS = "elapsed_s"
            case metrics
        }

        public init(phase: Phase, elapsedS: Double, metrics: Measurements) {
            self.phase = phase
            self.elapsedS = elapsedS
            self.metrics = metrics
        }
    }

    /// One histogram of the trial: a row of `histograms.csv`. Before the result.
    public struct Histogram: Codable, Sendable, Equatable {
        /// How every encoding begins in base64: the cookie of HdrHistogram's compressed V2 form.
        public static let prefix = "HISTFAAA"

        public var metric: HistogramName
        /// HdrHistogram's V2 encoding, compressed, in base64.
        public var encoding: String

        public init(metric: HistogramName, encoding: String) {
            self.metric = metric
            self.encoding = encoding
        }
    }

    /// The last line: how the trial ended, and its figures.
    public struct Outcome: Codable, Sendable, Equatable {
        /// `ok`, `failed`, `heap_limit` or `overrun`.
        public var status: TrialStatus
        public var statusDetail: String?
        /// The publisher could not keep its rate: achieved below 99% of offered. Absent when saturated.
        public var behind: Bool?
        /// The fast class's latencies are lower bounds: messages were unpublished, or deliveries pending or left in a
        /// buffer, when the drain ended. Absent when saturated.
        public var latencyBound: Bool?
        public var metrics: Measurements

        enum CodingKeys: String, CodingKey {
            case status
            case statusDetail = "status_detail"
            case behind
            case latencyBound = "latency_bound"
            case metrics
        }

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
