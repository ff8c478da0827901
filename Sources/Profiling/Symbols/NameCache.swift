import Runtime

/// Demangles each name once.
struct NameCache {
    private var names: [String: String] = [:]

    mutating func frame(_ symbol: SymbolicatedBacktrace.Symbol) -> SymbolFrame {
        var frame = frame(linkName: symbol.rawName)
        if let location = symbol.sourceLocation {
            frame.file = location.path.hasSuffix("<compiler-generated>") ? "" : location.path
            frame.line = max(0, location.line)
        }
        return frame
    }

    mutating func frame(linkName: String) -> SymbolFrame {
        SymbolFrame(name: name(linkName), linkName: linkName)
    }

    private mutating func name(_ linkName: String) -> String {
        if let name = names[linkName] { return name }
        // Without a file to look it up in, a symbol of `Runtime` is a demangler.
        let symbol = SymbolicatedBacktrace.Symbol(
            imageIndex: 0, imageName: "", rawName: LinkName.withoutAsyncPart(linkName), offset: 0, sourceLocation: nil)
        let name = symbol.name
        names[linkName] = name
        return name
    }
}
