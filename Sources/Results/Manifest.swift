import Experiment

/// What a run was: `manifest.json`. What is not known is absent.
public struct Manifest: Codable, Sendable, Equatable {
    public var schemaVersion: Int = TrialColumns.schemaVersion
    public var runID: String
    /// As resolved: presets, defaults and overrides applied.
    public var plan: Plan
    public var commandLine: [String]
    /// Of all random draws; the plan's.
    public var seed: UInt64
    /// ISO 8601, UTC.
    public var startedAt: String
    /// ISO 8601, UTC; absent while the run is under way.
    public var endedAt: String?
    /// Absent while the run is under way.
    public var exitStatus: Int?
    public var build = Build()
    public var machine = Machine()
    public var allocator = Allocator()
    /// What `laggard doctor --measure` had found on this machine before; absent where it had not been asked.
    public var measurements: MachineMeasurements?

    /// What was compared with what; absent in other runs.
    public var comparison: Comparison?

    /// Two sides, and the time that their pairs could take.
    public struct Comparison: Codable, Sendable, Equatable {
        public var base: Side
        public var head: Side
        public var budgetS: Double
        /// The least change of the median that counts, a fraction; absent where any does.
        public var floor: Double?
        /// Pairs of a cell that the budget had room for; absent until that is known.
        public var pairsPerCell: Int?

        public init(base: Side, head: Side, budgetS: Double, floor: Double?) {
            self.base = base
            self.head = head
            self.budgetS = budgetS
            self.floor = floor
        }

        public struct Side: Codable, Sendable, Equatable {
            /// As it was asked for: a branch, `work tree`, a command.
            public var name: String
            /// Commit; absent for a command.
            public var revision: String?

            /// For people: `main (0123456789ab)`, or the hash alone where that is the name.
            public var title: String {
                guard let revision else { return name }
                let hash = String(revision.prefix(12))
                return name.count >= hash.count && revision.hasPrefix(name) ? hash : "\(name) (\(hash))"
            }

            public init(name: String, revision: String?) {
                self.name = name
                self.revision = revision
            }
        }

        enum CodingKeys: String, CodingKey {
            case base, head
            case budgetS = "budget_s"
            case floor
            case pairsPerCell = "pairs_per_cell"
        }
    }

    /// What laggard was built from, and how.
    public struct Build: Codable, Sendable, Equatable {
        public var version: String?
        /// Commit of the work tree.
        public var revision: String?
        /// Whether the work tree differed from it.
        public var isDirty: Bool?
        public var compiler: String?
        /// `release` or `debug`.
        public var optimisation: String?
        /// Version of each dependency by its name.
        public var packages: [String: String]?

        public init() {}

        enum CodingKeys: String, CodingKey {
            case version, revision
            case isDirty = "dirty"
            case compiler, optimisation, packages
        }
    }

    /// Where it ran.
    public struct Machine: Codable, Sendable, Equatable {
        public var host: String?
        public var cpuModel: String?
        public var cores: Int?
        public var kernel: String?
        /// Of the CPU's frequency.
        public var governor: String?
        public var memoryBytes: Int?
        /// Of the last minute, when the run started.
        public var loadAverage: Double?

        public init() {}

        enum CodingKeys: String, CodingKey {
            case host
            case cpuModel = "cpu_model"
            case cores, kernel, governor
            case memoryBytes = "memory_bytes"
            case loadAverage = "load_average"
        }
    }

    /// The child's jemalloc.
    public struct Allocator: Codable, Sendable, Equatable {
        public var version: String?
        /// As in `MALLOC_CONF`.
        public var config: String?

        public init() {}
    }

    enum CodingKeys: String, CodingKey {
        case schemaVersion = "schema_version"
        case runID = "run_id"
        case plan
        case commandLine = "command_line"
        case seed
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case exitStatus = "exit_status"
        case build, machine
        case allocator = "jemalloc"
        case measurements = "doctor"
        case comparison
    }

    public init(runID: String, plan: Plan, commandLine: [String], startedAt: String) {
        self.runID = runID
        self.plan = plan
        self.commandLine = commandLine
        self.seed = plan.seed
        self.startedAt = startedAt
    }
}
