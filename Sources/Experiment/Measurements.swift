/// The figures of one trial. A metric that is not known is absent, never 0.
public struct Measurements: Sendable, Equatable {
    private var values: [String: Double] = [:]

    /// Nothing is known yet.
    public init() {}

    /// The value in the metric's own unit, or nil where it is not known. A NaN or an infinity is not a figure: absent.
    public subscript(metric: Metric) -> Double? {
        get { values[metric.name] }
        set { values[metric.name] = newValue.flatMap { $0.isFinite ? $0 : nil } }
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { values.isEmpty }

    /// Sets what `other` knows, keeps the rest.
    public mutating func merge(_ other: Measurements) {
        values.merge(other.values) { $1 }
    }
}

extension Measurements: Codable {
    /// A flat object: column name to number. A name that is no metric of this version is an error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        values = try container.decode([String: Double].self)
        for name in values.keys where Metric.named(name) == nil {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "unknown metric '\(name)'")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension Measurements {
    /// The flat object, by name.
    var object: JSONObject {
        var object = JSONObject()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { object.add(name, value) }
        return object
    }
}
