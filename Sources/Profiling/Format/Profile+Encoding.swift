extension Profile {
    /// As `go tool pprof` reads it: a gzipped `profile.proto`.
    public func encoded() -> [UInt8] {
        Gzip.compressed(message())
    }

    /// The message itself, not compressed.
    func message() -> [UInt8] {
        var strings = StringTable()
        var writer = ProtobufWriter()
        for type in types { writer.message(1) { type.write(to: &$0, &strings) } }
        for sample in samples { writer.message(2) { sample.write(to: &$0, &strings) } }
        for (index, mapping) in mappings.enumerated() {
            writer.message(3) { mapping.write(to: &$0, index + 1, &strings) }
        }
        for (index, location) in locations.enumerated() { writer.message(4) { location.write(to: &$0, index + 1) } }
        for (index, function) in functions.enumerated() {
            writer.message(5) { function.write(to: &$0, index + 1, &strings) }
        }
        writer.number(9, time)
        writer.number(10, duration)
        writer.message(11) { periodType.write(to: &$0, &strings) }
        writer.number(12, period)
        writer.numbers(13, comments.map { strings.index(of: $0) })
        writer.number(14, strings.index(of: defaultType))
        // Last, when every text has its place; the order of fields is free.
        for text in strings.texts { writer.text(6, text) }
        return writer.bytes
    }
}

/// Every text once, the empty one first.
private struct StringTable {
    private(set) var texts = [""]
    private var indices = ["": Int64(0)]

    mutating func index(of text: String) -> Int64 {
        if let index = indices[text] { return index }
        let index = Int64(texts.count)
        indices[text] = index
        texts.append(text)
        return index
    }
}

extension Profile.ValueType {
    fileprivate func write(to writer: inout ProtobufWriter, _ strings: inout StringTable) {
        writer.number(1, strings.index(of: type))
        writer.number(2, strings.index(of: unit))
    }
}

extension Profile.Sample {
    fileprivate func write(to writer: inout ProtobufWriter, _ strings: inout StringTable) {
        writer.numbers(1, locations.map { Int64($0 + 1) })
        writer.numbers(2, values)
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            writer.message(3) {
                $0.number(1, strings.index(of: key))
                $0.number(2, strings.index(of: value))
            }
        }
    }
}

extension Profile.Mapping {
    fileprivate func write(to writer: inout ProtobufWriter, _ id: Int, _ strings: inout StringTable) {
        writer.number(1, id)
        writer.number(2, addresses.lowerBound)
        writer.number(3, addresses.upperBound)
        writer.number(4, fileOffset)
        writer.number(5, strings.index(of: file))
        writer.number(6, strings.index(of: buildID))
        for field in 7...10 { writer.flag(field, isSymbolized) }
    }
}

extension Profile.Location {
    fileprivate func write(to writer: inout ProtobufWriter, _ id: Int) {
        writer.number(1, id)
        writer.number(2, mapping.map { $0 + 1 } ?? 0)
        writer.number(3, address)
        for line in lines {
            writer.message(4) {
                $0.number(1, line.function + 1)
                $0.number(2, line.line)
            }
        }
    }
}

extension Profile.Function {
    fileprivate func write(to writer: inout ProtobufWriter, _ id: Int, _ strings: inout StringTable) {
        writer.number(1, id)
        writer.number(2, strings.index(of: name))
        writer.number(3, strings.index(of: linkName))
        writer.number(4, strings.index(of: file))
    }
}
