import FoundationEssentials
import Testing

@testable import Gate

/// `docs/verdict.schema.json` against what is written.
@Suite struct VerdictSchemaTests {
    private struct Schema: Decodable {
        struct Node: Decodable {
            var properties: [String: Property]?
            var required: [String]?
            var `enum`: [String]?
        }
        struct Property: Decodable { var `enum`: [String]? }
        var properties: [String: Property]
        var required: [String]
        var defs: [String: Node]
        enum CodingKeys: String, CodingKey {
            case properties, required
            case defs = "$defs"
        }
    }

    /// The keys of an object of JSON, whatever their values are.
    private struct Keys: Decodable {
        struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
        var names: Set<String>
        init(from decoder: any Decoder) throws {
            names = Set(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
        }
    }

    private static func schema() throws -> Schema {
        try JSONDecoder().decode(Schema.self, from: try GoldenFile.data("docs/verdict.schema.json"))
    }

    private static func expect(
        _ value: some Encodable, has required: [String]?, of properties: some Collection<String>
    ) throws {
        let keys = try JSONDecoder().decode(Keys.self, from: JSONEncoder().encode(value)).names
        #expect(keys.isSubset(of: properties), "\(keys.subtracting(properties))")
        #expect(keys.isSuperset(of: required ?? []), "\(Set(required ?? []).subtracting(keys))")
    }

    @Test func schema_HasEveryKey() throws {
        let schema = try Self.schema()
        let report = try Reports.full()
        try Self.expect(report, has: schema.required, of: schema.properties.keys)
        try Self.expect(GateReport(base: "", head: ""), has: schema.required, of: schema.properties.keys)
        let finding = try #require(schema.defs["finding"])
        for value in report.findings {
            try Self.expect(value, has: finding.required, of: try #require(finding.properties).keys)
        }
        let limit = try #require(schema.defs["limit"])
        for value in report.limits {
            try Self.expect(value, has: limit.required, of: try #require(limit.properties).keys)
        }
        let cell = try #require(schema.defs["cell"])
        try Self.expect(Fixtures.cell("a"), has: cell.required, of: try #require(cell.properties).keys)
        // Nothing in the schema that is never written.
        let written = report.findings.reduce(into: Set<String>()) { keys, value in
            let json = try? JSONDecoder().decode(Keys.self, from: JSONEncoder().encode(value))
            keys.formUnion(json?.names ?? [])
        }
        #expect(written == Set(try #require(finding.properties).keys))
    }

    @Test func schema_HasEveryWord() throws {
        let schema = try Self.schema()
        #expect(schema.defs["verdict"]?.enum == Verdict.allCases.map(\.rawValue))
        #expect(schema.defs["finding"]?.properties?["kind"]?.enum == Finding.Kind.allCases.map(\.rawValue))
        #expect(schema.defs["limit"]?.properties?["state"]?.enum == LimitResult.State.allCases.map(\.rawValue))
    }
}
