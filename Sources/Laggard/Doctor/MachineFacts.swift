/// What was found out about the machine. Nil where it could not be found out.
struct MachineFacts: Sendable, Equatable {
    var cpuModel: String?
    /// Cores that are there.
    var cores: Int?
    /// Cores that this process may run on.
    var usableCores: Int?
    /// Cores' worth of time that the cgroup allows; nil without a quota.
    var cpuQuota: Double?
    var governor: String?
    var kernel: String?
    var host: String?
    var memoryBytes: Int?
    var availableMemoryBytes: Int?
    /// The cgroup's bound; nil without one.
    var memoryLimitBytes: Int?
    /// The load of the last minute.
    var loadAverage: Double?
    var openFilesLimit: Int?
    var clockSource: String?
    /// Resolution of the monotonic clock in nanoseconds.
    var clockResolutionNs: Int?
    var isOptimised = true
}
