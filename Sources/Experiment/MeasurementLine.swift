/// One line of JSON of a child that was started with `--measure`: one figure of what the harness itself costs.
/// `docs/trial-protocol.md` is the contract.
public struct MeasurementLine: Codable, Sendable, Equatable {
    /// What the line is; there is one kind.
    public enum Kind: String, Codable, Sendable {
        /// A figure.
        case measurement
    }

    /// What the line is.
    public var type: Kind
    /// Which figure: one of the names below.
    public var name: String
    /// The figure, in its `unit`.
    public var value: Double
    /// `ns` or `ratio`.
    public var unit: String

    /// A figure.
    public init(_ name: String, _ value: Double, unit: String) {
        type = .measurement
        self.name = name
        self.value = value
        self.unit = unit
    }

    /// Sizes of the batches that the recorder's cost is measured with.
    public static let recorderBatches = [1, 8, 64]

    /// CPU time that a delivery costs the recorder, in batches of that many; ns.
    public static func recorder(batch: Int) -> String { "recorder_batch_\(batch)" }

    /// CPU time to read the clock once; ns.
    public static let clockReading = "clock_reading"
    /// CPU time to work out the p99 of a progress line, where a thread on each core has made deliveries of up to
    /// 100 ms; ns.
    public static let progressP99 = "progress_p99"
    /// CPU time to read the allocator's statistics once, epoch refresh included; ns.
    public static let heapReading = "heap_reading"
    /// CPU time of the sampler's thread per sample, at the default interval; ns.
    public static let samplerPerSample = "sampler_per_sample"
    /// Share of a core that the sampler's thread takes at the default interval; ratio.
    public static let samplerShare = "sampler_share"
}
