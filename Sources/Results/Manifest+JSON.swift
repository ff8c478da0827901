import Experiment
import FoundationEssentials

extension Manifest {
    /// Why a `manifest.json` is none, in words.
    public struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
        public var description: String
    }

    /// As JSON, keys sorted, with a newline at its end.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// Throws `Malformed`, also for the manifest of another schema version.
    public init(json bytes: some Sequence<UInt8>) throws(Malformed) {
        let data = Data(bytes)
        let decoder = JSONDecoder()
        do {
            let version = try decoder.decode(Version.self, from: data).schemaVersion
            guard version == TrialColumns.schemaVersion else {
                throw Malformed(
                    description: "it has version \(version) and this laggard reads version "
                        + "\(TrialColumns.schemaVersion): read it with the laggard that wrote it, or run the plan again"
                )
            }
            self = try decoder.decode(Manifest.self, from: data)
        } catch let error as Malformed {
            throw error
        } catch let error as DecodingError {
            throw Malformed(description: Self.words(error))
        } catch {
            throw Malformed(description: "\(error)")
        }
    }

    private struct Version: Decodable {
        let schemaVersion: Int
        enum CodingKeys: String, CodingKey { case schemaVersion = "schema_version" }
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "'\(path(context.codingPath + [key]))' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? context.debugDescription : "'\(path(context.codingPath))': \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
