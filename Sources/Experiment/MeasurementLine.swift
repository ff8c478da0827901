/// One line of JSON of a child that was started with `--measure`: one figure of what the harness itself costs.
/// `docs/trial-protocol.md` is the contract.
public struct MeasurementLine: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable { case measurement }

    public var type: Kind
    public var name: String
    public var value: Double
    /// `ns` or `ratio`.
    public var unit: String

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
    /// CPU time to read the allocator's statistics once, epoch refresh included; ns.
    public static let heapReading = "heap_reading"
    /// CPU time of the sampler's thread per sample, at the default interval; ns.
    public static let samplerPerSample = "sampler_per_sample"
    /// Share of a core that the sampler's thread takes at the default interval; ratio.
    public static let samplerShare = "sampler_share"
}
