/// What `laggard doctor --measure` has found out about a machine: how far its figures can be trusted.
///
/// Kept in `doctor.json`, and in the manifest of the runs of the same machine. What is not known is absent.
public struct MachineMeasurements: Codable, Sendable, Equatable {
    /// ISO 8601, UTC.
    public var measuredAt: String
    public var machine: Fingerprint
    /// Of the last minute, when the measuring began.
    public var loadAverage: Double?
    /// 1, or less where the measuring was shortened: such figures are rough.
    public var scale: Double
    public var recorder = Recorder()
    public var sampler = Sampler()
    /// Share of a core that the runner takes while a trial is under way, its start and its end included.
    public var runnerCoreShare: Double?
    /// One for each rate.
    public var pacer: [Pacer] = []
    /// One for each figure that was repeated.
    public var noise: [Noise] = []
    /// One for each timer source.
    public var timers: [Timer] = []
    /// One for each number of subscribers.
    public var fixedCost: [FixedCost] = []

    public init(measuredAt: String, machine: Fingerprint, scale: Double = 1) {
        self.measuredAt = measuredAt
        self.machine = machine
        self.scale = scale
    }

    /// What makes two machines the same.
    public struct Fingerprint: Codable, Sendable, Equatable {
        public var host: String?
        public var cpuModel: String?
        public var cores: Int?

        public init(host: String?, cpuModel: String?, cores: Int?) {
            self.host = host
            self.cpuModel = cpuModel
            self.cores = cores
        }

        enum CodingKeys: String, CodingKey {
            case host, cores
            case cpuModel = "cpu_model"
        }
    }

    /// What the harness does with each delivery.
    public struct Recorder: Codable, Sendable, Equatable {
        public var clockReadingNs: Double?
        /// In the order of their size.
        public var batches: [Batch] = []

        public init() {}

        /// Deliveries that a consumer takes at once.
        public struct Batch: Codable, Sendable, Equatable {
            public var size: Int
            public var nsPerDelivery: Double

            public init(size: Int, nsPerDelivery: Double) {
                self.size = size
                self.nsPerDelivery = nsPerDelivery
            }

            enum CodingKeys: String, CodingKey {
                case size
                case nsPerDelivery = "ns_per_delivery"
            }
        }

        enum CodingKeys: String, CodingKey {
            case clockReadingNs = "clock_reading_ns"
            case batches
        }
    }

    /// What looks at the heap and the gauges at every sample interval.
    public struct Sampler: Codable, Sendable, Equatable {
        /// CPU time of one reading of the heap's statistics.
        public var heapReadingNs: Double?
        /// CPU time of a sample with everything that belongs to it, at the default interval.
        public var cpuNsPerSample: Double?
        /// Share of a core at the default interval.
        public var coreShare: Double?

        public init() {}

        enum CodingKeys: String, CodingKey {
            case heapReadingNs = "heap_reading_ns"
            case cpuNsPerSample = "cpu_ns_per_sample"
            case coreShare = "core_share"
        }
    }

    /// How late messages go out at a rate, with nothing in their way.
    public struct Pacer: Codable, Sendable, Equatable {
        public var ratePerS: Double
        public var sendDelayP50Ns: Double?
        public var sendDelayP99Ns: Double?
        public var sendDelayMaxNs: Double?
        /// Whether it could not keep the rate.
        public var behind: Bool?

        public init(ratePerS: Double) { self.ratePerS = ratePerS }

        enum CodingKeys: String, CodingKey {
            case ratePerS = "rate_per_s"
            case sendDelayP50Ns = "send_delay_p50_ns"
            case sendDelayP99Ns = "send_delay_p99_ns"
            case sendDelayMaxNs = "send_delay_max_ns"
            case behind
        }
    }

    /// One figure of an unchanged cell, from trial to trial.
    public struct Noise: Codable, Sendable, Equatable {
        /// `open` or `saturated`.
        public var cell: String
        /// The column.
        public var metric: String
        /// In the order of the trials.
        public var values: [Double]

        public init(cell: String, metric: String, values: [Double]) {
            self.cell = cell
            self.metric = metric
            self.values = values
        }
    }

    /// What a timer costs that is armed and does not fire.
    public struct Timer: Codable, Sendable, Equatable {
        public var source: String
        public var bytes: Double?
        /// CPU time of a send with `after` less that of one with `drop-newest`.
        public var cpuNs: Double?

        public init(source: String) { self.source = source }

        enum CodingKeys: String, CodingKey {
            case source, bytes
            case cpuNs = "cpu_ns"
        }
    }

    /// What a trial takes besides its warm-up and its window.
    public struct FixedCost: Codable, Sendable, Equatable {
        public var subscribers: Int
        public var seconds: Double?

        public init(subscribers: Int) { self.subscribers = subscribers }
    }

    enum CodingKeys: String, CodingKey {
        case measuredAt = "measured_at"
        case machine
        case loadAverage = "load_average"
        case scale, recorder, sampler
        case runnerCoreShare = "runner_core_share"
        case pacer, noise, timers
        case fixedCost = "fixed_cost"
    }
}
