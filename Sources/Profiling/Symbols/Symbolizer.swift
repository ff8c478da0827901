import CSampler
import Runtime

/// Finds the functions, files and lines of addresses, with Swift's own `Runtime`, in this process.
///
/// Names come from symbol tables and cost microseconds. Lines and inlined functions come from debug information, which
/// `Runtime` reads from its start for every address: some 30 ms each in a program of 20 MB. So the heaviest addresses
/// come first, for as long as `patience` lasts.
struct Symbolizer {
    private let map: ImageMap

    /// Nil where this version of `Runtime` does not take the images in.
    init?(images: LoadedImages) {
        let known = images.all.compactMap { image in
            image.symbolFile.map { (addresses: image.addresses, path: $0) }
        }
        let maps = ["Linux", nil].lazy.compactMap { platform -> ImageMap? in
            let bytes = CompactFormat.imageMap(known, platform: platform)
            let map = try? TextDecoder.decode(ImageMap.self, from: .value(Base64.text(bytes)))
            return map.flatMap { Self.isSame($0, as: known) ? $0 : nil }
        }
        guard let map = maps.first else { return nil }
        self.map = map
    }

    private static func isSame(_ map: ImageMap, as images: [(addresses: Range<UInt64>, path: String)]) -> Bool {
        guard map.count == images.count else { return false }
        return zip(map, images).allSatisfy { image, known in
            image.path == known.path && UInt64(image.baseAddress) == known.addresses.lowerBound
                && UInt64(image.endOfText) == known.addresses.upperBound
        }
    }

    /// Looks addresses up on a thread of its own, with a low priority; that thread's end frees what it has read of
    /// files. Blocks meanwhile.
    ///
    /// - Parameters:
    ///   - weights: the addresses, with how much depends on each.
    ///   - patience: how long to look for lines, in nanoseconds of CPU time; of time, eight times that.
    static func symbols(
        of weights: [UInt64: Int], images: LoadedImages, patience: Int64
    ) -> SymbolTable {
        let work = { @Sendable () -> SymbolTable in
            csampler_lower_priority()
            guard let symbolizer = Symbolizer(images: images) else { return SymbolTable() }
            return symbolizer.symbols(of: weights, patience: patience)
        }
        guard let thread = try? NamedThread("pprof-symbols", body: work) else { return SymbolTable() }
        return thread.join()
    }

    private func symbols(of weights: [UInt64: Int], patience: Int64) -> SymbolTable {
        let addresses = weights.keys.sorted { (-weights[$0]!, $0) < (-weights[$1]!, $1) }
        var table = SymbolTable()
        var names = NameCache()
        for (address, frames) in zip(addresses, look(at: addresses, options: [], &names)) where !frames.isEmpty {
            table.frames[address] = frames
        }
        // `Runtime` reads no library that was stripped of all but the names it exports.
        for address in addresses where table.frames[address] == nil {
            if let name = Self.exportedName(address) { table.frames[address] = [names.frame(linkName: name)] }
        }
        // Where others want the CPU, its time goes slowly.
        let (start, end) = (Clock.threadCPU, Clock.monotonic + 8 * min(patience, .max / 16))
        let options: Backtrace.SymbolicationOptions = [.showInlineFrames, .showSourceLocations]
        for address in addresses where table.frames[address] != nil {
            guard Clock.threadCPU - start < patience, Clock.monotonic < end else {
                table.withoutLines += 1
                continue
            }
            let frames = look(at: [address], options: options, &names).first ?? []
            if !frames.isEmpty { table.frames[address] = frames }
        }
        return table
    }

    /// The frames of each address.
    private func look(
        at addresses: [UInt64], options: Backtrace.SymbolicationOptions, _ names: inout NameCache
    ) -> [[SymbolFrame]] {
        let content = TextDecoder.Content.values([
            "architecture": Self.architecture,
            "backtrace": Base64.text(CompactFormat.backtrace(addresses)),
        ])
        guard let backtrace = try? TextDecoder.decode(Backtrace.self, from: content),
            let symbolicated = backtrace.symbolicated(with: map, options: options)
        else { return [] }
        var result: [[SymbolFrame]] = []
        var inlined: [SymbolFrame] = []
        for frame in symbolicated.frames {
            let symbol = frame.symbol.flatMap { $0.rawName == "<unknown>" ? nil : $0 }
            let found = symbol.map { names.frame($0) }
            if frame.inlined {
                if let found { inlined.append(found) }
            } else {
                result.append(inlined + (found.map { [$0] } ?? []))
                inlined = []
            }
        }
        return result.count == addresses.count ? result : []
    }

    private static func exportedName(_ address: UInt64) -> String? {
        var buffer = [CChar](repeating: 0, count: 1_024)
        guard csampler_exported_name(address, &buffer, buffer.count) else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #else
            "arm64"
        #endif
    }
}
