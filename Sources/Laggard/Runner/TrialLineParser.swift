import Experiment
import Foundation

/// Reads a child's output: bytes in, events out, with the number of each line.
struct TrialLineParser: Sendable {
    private var splitter = LineSplitter()
    private var number = 0

    /// The events that these bytes complete.
    mutating func take(_ bytes: some Collection<UInt8>) -> [TrialEvent] {
        splitter.append(bytes).compactMap { event(for: $0) }
    }

    /// The output has ended.
    mutating func finish() -> [TrialEvent] {
        [splitter.finish().flatMap { event(for: $0) }, .endOfOutput].compactMap { $0 }
    }

    private mutating func event(for line: LineSplitter.Line) -> TrialEvent? {
        number += 1
        switch line {
        case .whole(let bytes): return read(bytes)
        case .tooLong(let bytes): return rubbish("is longer than \(LineSplitter.limit) bytes", bytes)
        case .unterminated(let bytes):
            // A child that died while it wrote has crashed; how is told by its exit, not by half a line.
            if case .line(let line) = read(bytes) { return .line(line) }
            return nil
        }
    }

    private func read(_ bytes: [UInt8]) -> TrialEvent {
        guard String(validating: bytes, as: UTF8.self) != nil else { return rubbish("is not UTF-8", bytes) }
        let data = Data(bytes)
        let decoder = JSONDecoder()
        do {
            return .line(try decoder.decode(TrialLine.self, from: data))
        } catch {
            if let head = try? decoder.decode(Head.self, from: data), head.type == "hello",
                let version = head.protocol, version != TrialLine.protocolVersion
            {
                return .rubbish(TrialState.wrongVersion(version))
            }
            return rubbish(Self.why(error), bytes)
        }
    }

    /// As much of a line as every version of the protocol has.
    private struct Head: Decodable {
        var type: String
        var `protocol`: Int?
    }

    private static func why(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "lacks '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "is not a JSON object" : "has a value of the wrong type for '\(path(context))'"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "is not JSON" : "has no usable value for '\(path(context))' (\(context.debugDescription.shown()))"
        default: "is not JSON"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }

    private func rubbish(_ why: String, _ bytes: [UInt8]) -> TrialEvent {
        .rubbish("line \(number) of its output \(why): \"\(String(decoding: bytes, as: UTF8.self).shown(limit: 80))\"")
    }
}
