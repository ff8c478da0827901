/// Puts a profile together out of stacks of addresses: every location, function and mapping once.
struct ProfileBuilder {
    private(set) var profile: Profile
    private let images: LoadedImages
    private let symbols: SymbolTable
    private var locations: [UInt64: Int] = [:]
    private var functions: [Profile.Function: Int] = [:]
    /// The mapping of each image.
    private var mappings: [Int?]

    init(_ profile: Profile, images: LoadedImages, symbols: SymbolTable) {
        self.profile = profile
        self.images = images
        self.symbols = symbols
        mappings = images.all.map { _ in nil }
        // The executable is the first mapping, also where nothing of it was sampled.
        if let executable = images.all.firstIndex(where: \.isExecutable) { _ = indexOfMapping(of: executable) }
        if symbols.withoutLines > 0 {
            self.profile.comments.append(
                "addresses without lines and inlined functions, because looking took too long: \(symbols.withoutLines)")
        }
    }

    /// Adds a sample, whose addresses come leaf first.
    mutating func add(_ addresses: some Sequence<UInt64>, values: [Int64], labels: [String: String] = [:]) {
        let indices = addresses.map { indexOfLocation($0) }
        profile.samples.append(.init(locations: indices, values: values, labels: labels))
    }

    private mutating func indexOfLocation(_ address: UInt64) -> Int {
        if let index = locations[address] { return index }
        let lines = (symbols.frames[address] ?? []).map { frame in
            let linkName = LinkName.withoutAsyncPart(frame.linkName)
            let index = indexOfFunction(.init(name: frame.name, linkName: linkName, file: frame.file))
            return Profile.Line(function: index, line: frame.line)
        }
        let index = profile.locations.count
        let mapping = images.index(of: address).map { indexOfMapping(of: $0) }
        profile.locations.append(.init(mapping: mapping, address: address, lines: lines))
        if let mapping, !lines.isEmpty { profile.mappings[mapping].isSymbolized = true }
        locations[address] = index
        return index
    }

    private mutating func indexOfFunction(_ function: Profile.Function) -> Int {
        if let index = functions[function] { return index }
        let index = profile.functions.count
        functions[function] = index
        profile.functions.append(function)
        return index
    }

    private mutating func indexOfMapping(of image: Int) -> Int {
        if let index = mappings[image] { return index }
        let index = profile.mappings.count
        mappings[image] = index
        let image = images.all[image]
        profile.mappings.append(
            .init(
                addresses: image.addresses, fileOffset: image.fileOffset, file: image.path, buildID: image.buildID,
                isSymbolized: false))
        return index
    }
}
