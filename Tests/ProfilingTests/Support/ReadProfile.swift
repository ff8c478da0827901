import CZlib
import Foundation
import Testing

/// A profile as another program reads it: out of the bytes of its file.
struct ReadProfile {
    struct Location {
        var mapping: UInt64 = 0
        var address: UInt64 = 0
        var lines: [(function: UInt64, line: Int)] = []
    }

    struct Function {
        var name = ""
        var linkName = ""
        var file = ""
    }

    struct Mapping {
        var start: UInt64 = 0
        var limit: UInt64 = 0
        var file = ""
        var buildID = ""
        var hasFunctions = false
    }

    struct Sample {
        var locations: [UInt64] = []
        var values: [Int64] = []
        var labels: [String: String] = [:]
    }

    var types: [String] = []
    var units: [String] = []
    var samples: [Sample] = []
    var locations: [UInt64: Location] = [:]
    var functions: [UInt64: Function] = [:]
    var mappings: [UInt64: Mapping] = [:]
    var comments: [String] = []
    var defaultType = ""
    var period: Int64 = 0
    var time: Int64 = 0
    var duration: Int64 = 0

    init(path: String) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        try self.init(message: try Self.inflated(bytes))
    }

    init(gzipped bytes: [UInt8]) throws {
        try self.init(message: try Self.inflated(bytes))
    }

    init(message bytes: [UInt8]) throws {
        let fields = try Fields(bytes)
        let strings = fields.texts(6)
        try #require(strings.first == "")
        func text(_ index: UInt64) throws -> String {
            try #require(strings.indices.contains(Int(index)) ? strings[Int(index)] : nil)
        }
        for type in try fields.messages(1) {
            types.append(try text(type.number(1)))
            units.append(try text(type.number(2)))
        }
        for message in try fields.messages(2) {
            var sample = Sample(
                locations: try message.numbers(1), values: try message.numbers(2).map { Int64(bitPattern: $0) })
            for label in try message.messages(3) {
                sample.labels[try text(label.number(1))] = try text(label.number(2))
            }
            samples.append(sample)
        }
        for message in try fields.messages(3) {
            mappings[message.number(1)] = Mapping(
                start: message.number(2), limit: message.number(3), file: try text(message.number(5)),
                buildID: try text(message.number(6)), hasFunctions: message.number(7) == 1)
        }
        for message in try fields.messages(4) {
            let lines = try message.messages(4).map { (function: $0.number(1), line: Int($0.number(2))) }
            locations[message.number(1)] = Location(
                mapping: message.number(2), address: message.number(3), lines: lines)
        }
        for message in try fields.messages(5) {
            functions[message.number(1)] = Function(
                name: try text(message.number(2)), linkName: try text(message.number(3)),
                file: try text(message.number(4)))
        }
        time = Int64(bitPattern: fields.number(9))
        duration = Int64(bitPattern: fields.number(10))
        period = Int64(bitPattern: fields.number(12))
        comments = try fields.numbers(13).map { try text($0) }
        defaultType = try text(fields.number(14))
    }

    /// The functions of a sample's stack, leaf first.
    func stack(_ sample: Sample) -> [Function] {
        sample.locations.flatMap { locations[$0]?.lines ?? [] }.compactMap { functions[$0.function] }
    }

    /// The sum of a value over the samples whose stack has a function whose name begins so; without a name, over all.
    func total(_ type: String, in name: String? = nil) throws -> Double {
        let index = try #require(types.firstIndex(of: type))
        return samples.reduce(0) { sum, sample in
            let counts = name.map { name in stack(sample).contains { $0.name.hasPrefix(name) } } ?? true
            return counts ? sum + Double(sample.values[index]) : sum
        }
    }

    private static func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var input = bytes
        var result: [UInt8] = []
        try input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK {
                var part = [UInt8](repeating: 0, count: 65_536)
                status = part.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                result += part.prefix(part.count - Int(stream.avail_out))
            }
            try #require(status == Z_STREAM_END)
        }
        return result
    }
}
