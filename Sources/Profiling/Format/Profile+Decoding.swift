extension Profile {
    /// Reads what `encoded` has written, or another program that writes for pprof: Go's, for one.
    ///
    /// - Throws: `NotAProfile`.
    public init(encoded bytes: [UInt8]) throws(NotAProfile) {
        var parts = Parts()
        let message = try Gzip.decompressed(bytes)
        try ProtobufReader.forEachField(of: message[...]) { field, value throws(NotAProfile) in
            try parts.take(field, value)
        }
        try self.init(parts)
    }
}

/// The fields of a message as they come: texts, and who refers to them, in any order.
private struct Parts {
    var texts: [String] = []
    var types: [(type: Int, unit: Int)] = []
    var defaultType = 0
    var samples: [(locations: [UInt64], values: [UInt64], labels: [(Int, Int)])] = []
    var mappings: [(id: UInt64, fields: [Int: UInt64])] = []
    var locations: [(id: UInt64, mapping: UInt64, address: UInt64, lines: [(function: UInt64, line: Int)])] = []
    var functions: [(id: UInt64, fields: [Int: Int])] = []
    var periodType: (type: Int, unit: Int)?
    var period = 0
    var time = 0
    var duration = 0
    var comments: [UInt64] = []

    mutating func take(_ field: Int, _ value: ProtobufReader.Value) throws(NotAProfile) {
        switch field {
        case 1: types.append(try Self.type(value))
        case 2: samples.append(try Self.sample(value))
        case 3: mappings.append(try Self.mapping(value))
        case 4: locations.append(try Self.location(value))
        case 5: functions.append(try Self.function(value))
        case 6:
            guard let text = String(validating: value.bytes, as: UTF8.self) else {
                throw NotAProfile(reason: "a text is not UTF-8")
            }
            texts.append(text)
        case 9: time = value.int
        case 10: duration = value.int
        case 11: periodType = try Self.type(value)
        case 12: period = value.int
        case 13: value.append(to: &comments)
        case 14: defaultType = value.int
        default: break
        }
    }

    func text(_ index: Int) throws(NotAProfile) -> String {
        guard texts.indices.contains(index) else { throw NotAProfile(reason: "a text is missing") }
        return texts[index]
    }

    // MARK: Messages

    private static func numbers(_ value: ProtobufReader.Value) throws(NotAProfile) -> [Int: UInt64] {
        var fields: [Int: UInt64] = [:]
        try ProtobufReader.forEachField(of: value.bytes) { field, value throws(NotAProfile) in
            fields[field] = value.number
        }
        return fields
    }

    private static func type(_ value: ProtobufReader.Value) throws(NotAProfile) -> (type: Int, unit: Int) {
        let fields = try numbers(value)
        return (Int(truncatingIfNeeded: fields[1] ?? 0), Int(truncatingIfNeeded: fields[2] ?? 0))
    }

    private static func sample(
        _ value: ProtobufReader.Value
    ) throws(NotAProfile) -> (locations: [UInt64], values: [UInt64], labels: [(Int, Int)]) {
        var locations: [UInt64] = []
        var values: [UInt64] = []
        var labels: [(Int, Int)] = []
        try ProtobufReader.forEachField(of: value.bytes) { field, value throws(NotAProfile) in
            switch field {
            case 1: value.append(to: &locations)
            case 2: value.append(to: &values)
            case 3:
                let fields = try numbers(value)
                // One of text: those of numbers say how large an allocation was.
                guard let key = fields[1], let text = fields[2], text != 0 else { return }
                labels.append((Int(truncatingIfNeeded: key), Int(truncatingIfNeeded: text)))
            default: break
            }
        }
        return (locations, values, labels)
    }

    private static func mapping(
        _ value: ProtobufReader.Value
    ) throws(NotAProfile) -> (id: UInt64, fields: [Int: UInt64]) {
        let fields = try numbers(value)
        return (fields[1] ?? 0, fields)
    }

    private static func location(
        _ value: ProtobufReader.Value
    ) throws(NotAProfile) -> (id: UInt64, mapping: UInt64, address: UInt64, lines: [(function: UInt64, line: Int)]) {
        var fields: [Int: UInt64] = [:]
        var lines: [(function: UInt64, line: Int)] = []
        try ProtobufReader.forEachField(of: value.bytes) { field, value throws(NotAProfile) in
            guard field == 4 else {
                fields[field] = value.number
                return
            }
            let line = try numbers(value)
            lines.append((line[1] ?? 0, Int(truncatingIfNeeded: line[2] ?? 0)))
        }
        return (fields[1] ?? 0, fields[2] ?? 0, fields[3] ?? 0, lines)
    }

    private static func function(
        _ value: ProtobufReader.Value
    ) throws(NotAProfile) -> (id: UInt64, fields: [Int: Int]) {
        let fields = try numbers(value)
        return (fields[1] ?? 0, fields.mapValues { Int(truncatingIfNeeded: $0) })
    }
}

extension Profile {
    fileprivate init(_ parts: Parts) throws(NotAProfile) {
        guard !parts.types.isEmpty else { throw NotAProfile(reason: "it does not say what its numbers are") }
        let types = try Self.map(parts.types) { type throws(NotAProfile) in
            ValueType(type: try parts.text(type.type), unit: try parts.text(type.unit))
        }
        let period = parts.periodType ?? (0, 0)
        self.init(
            types: types, defaultType: try parts.text(parts.defaultType),
            periodType: ValueType(type: try parts.text(period.type), unit: try parts.text(period.unit)),
            period: Int64(parts.period), time: Int64(parts.time), duration: Int64(parts.duration))
        // As pprof does where a profile does not say.
        if defaultType.isEmpty { defaultType = types[types.count - 1].type }
        comments = try Self.map(parts.comments) { index throws(NotAProfile) in
            try parts.text(Int(truncatingIfNeeded: index))
        }
        try takeMappings(parts)
        try takeFunctions(parts)
        try takeLocations(parts)
        try takeSamples(parts)
    }

    private mutating func takeMappings(_ parts: Parts) throws(NotAProfile) {
        mappings = try Self.map(parts.mappings) { mapping throws(NotAProfile) in
            let fields = mapping.fields
            let start = fields[2] ?? 0
            return Mapping(
                addresses: start..<max(start, fields[3] ?? 0), fileOffset: fields[4] ?? 0,
                file: try parts.text(Int(truncatingIfNeeded: fields[5] ?? 0)),
                buildID: try parts.text(Int(truncatingIfNeeded: fields[6] ?? 0)), isSymbolized: fields[7] == 1)
        }
    }

    private mutating func takeFunctions(_ parts: Parts) throws(NotAProfile) {
        functions = try Self.map(parts.functions) { function throws(NotAProfile) in
            Function(
                name: try parts.text(function.fields[2] ?? 0), linkName: try parts.text(function.fields[3] ?? 0),
                file: try parts.text(function.fields[4] ?? 0))
        }
    }

    private mutating func takeLocations(_ parts: Parts) throws(NotAProfile) {
        let mappings = Self.places(parts.mappings.map(\.id))
        let functions = Self.places(parts.functions.map(\.id))
        locations = try Self.map(parts.locations) { location throws(NotAProfile) in
            let lines = try Self.map(location.lines) { line throws(NotAProfile) in
                guard let function = functions[line.function] else {
                    throw NotAProfile(reason: "a function is missing")
                }
                return Line(function: function, line: line.line)
            }
            return Location(mapping: mappings[location.mapping], address: location.address, lines: lines)
        }
    }

    private mutating func takeSamples(_ parts: Parts) throws(NotAProfile) {
        let locations = Self.places(parts.locations.map(\.id))
        samples = try Self.map(parts.samples) { sample throws(NotAProfile) in
            guard sample.values.count == types.count else { throw NotAProfile(reason: "a sample lacks a number") }
            var labels: [String: String] = [:]
            for (key, text) in sample.labels { labels[try parts.text(key)] = try parts.text(text) }
            let stack = try Self.map(sample.locations) { id throws(NotAProfile) in
                guard let index = locations[id] else { throw NotAProfile(reason: "a location is missing") }
                return index
            }
            return Sample(locations: stack, values: sample.values.map { Int64(bitPattern: $0) }, labels: labels)
        }
    }

    private static func places(_ ids: [UInt64]) -> [UInt64: Int] {
        var places: [UInt64: Int] = [:]
        for (index, id) in ids.enumerated() where id != 0 { places[id] = index }
        return places
    }

    /// `map` keeps no typed error of a closure that is written in place.
    private static func map<Element, Result>(
        _ elements: [Element], _ transform: (Element) throws(NotAProfile) -> Result
    ) throws(NotAProfile) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(elements.count)
        for element in elements { results.append(try transform(element)) }
        return results
    }
}
