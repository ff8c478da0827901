import FoundationEssentials

extension GateReport {
    /// As `verdict.json`: keys sorted, with a newline at its end. The form is `docs/verdict.schema.json`.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// Reads a `verdict.json`. Throws a `DecodingError`, also for one of another schema version.
    public init(json bytes: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(GateReport.self, from: Data(bytes))
        guard schemaVersion == Self.schemaVersion else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: [CodingKeys.schemaVersion],
                    debugDescription: "version \(schemaVersion); this laggard reads \(Self.schemaVersion)"))
        }
    }
}
