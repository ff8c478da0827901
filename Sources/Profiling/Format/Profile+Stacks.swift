extension Profile {
    /// A function in a stack.
    public struct Frame: Sendable, Hashable {
        /// As its language writes it; an address in hexadecimal where it is not known.
        public var name: String
        /// The source file; empty where it is not known.
        public var file: String
        /// The executable or the shared library, without its folder; empty where it is not known.
        public var library: String

        /// A function by its name and place.
        public init(name: String, file: String = "", library: String = "") {
            self.name = name
            self.file = file
            self.library = library
        }
    }

    /// Calls within calls, and how much belongs to the innermost.
    public struct Stack: Sendable, Hashable {
        /// The outermost first; functions that were inlined stand like those that were called.
        public var frames: [Frame]
        /// In the unit of its type.
        public var value: Int64

        /// A stack by its frames, the outermost first.
        public init(frames: [Frame], value: Int64) {
            self.frames = frames
            self.value = value
        }
    }

    /// The names of its value types, such as `samples` and `cpu`.
    public var typeNames: [String] { types.map(\.type) }

    /// The type that is shown unless another is asked for.
    public var defaultTypeName: String { defaultType }

    /// The unit of a value type, such as `nanoseconds` or `bytes`; nil where there is no such type.
    public func unit(of type: String) -> String? { types.first { $0.type == type }?.unit }

    /// How long it took, in nanoseconds; 0 for a moment's picture.
    public var durationNanoseconds: Int64 { duration }

    /// Every stack once, with its value of that type where it has one; empty where there is no such type.
    public func stacks(of type: String) -> [Stack] {
        guard let index = types.firstIndex(where: { $0.type == type }) else { return [] }
        var sums: [[Frame]: Int64] = [:]
        let frames = locations.map { self.frames(of: $0) }
        for sample in samples where sample.values[index] != 0 {
            sums[sample.locations.reversed().flatMap { frames[$0] }, default: 0] += sample.values[index]
        }
        return sums.filter { $0.value != 0 }.map { Stack(frames: $0.key, value: $0.value) }
    }

    /// The functions at a location, the outermost first.
    private func frames(of location: Location) -> [Frame] {
        let path = location.mapping.map { mappings[$0].file } ?? ""
        let library = path.split(separator: "/").last.map(String.init) ?? ""
        guard !location.lines.isEmpty else {
            return [Frame(name: "0x" + String(location.address, radix: 16), library: library)]
        }
        return location.lines.reversed().map {
            Frame(name: functions[$0.function].name, file: functions[$0.function].file, library: library)
        }
    }
}
