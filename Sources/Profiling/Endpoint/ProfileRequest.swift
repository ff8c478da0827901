/// What the endpoint can be asked for.
enum ProfileRequest: Sendable, Equatable {
    case index
    /// To the index, whose name ends with a slash.
    case redirect
    case commandLine
    /// A CPU profile of so many seconds.
    case cpu(seconds: Int)
    /// The heap as it is, or what changes in it in so many seconds.
    case heap(HeapProfile.Kind, seconds: Int?)
    /// The names of the functions at addresses: as text, in hexadecimal, with `+` between them.
    case symbols

    static let folder = "/debug/pprof/"
    /// Without `seconds`, as in Go.
    static let defaultSeconds = 30
    static let mostSeconds = 3_600

    /// Throws what the answer to a bad request is.
    init(_ head: RequestHead) throws(Response) {
        self = try Self.named(head)
        guard head.method == "GET" || (head.method == "POST" && self == .symbols) else {
            var refusal = Response(
                status: .methodNotAllowed, text: "\(head.method) \(head.path): only GET is answered here")
            refusal.headers.append(("Allow", "GET"))
            throw refusal
        }
    }

    private static func named(_ head: RequestHead) throws(Response) -> ProfileRequest {
        guard head.path.hasPrefix(folder) else {
            guard head.path + "/" == folder else { throw notFound(head.path) }
            return .redirect
        }
        switch head.path.dropFirst(folder.count) {
        case "": return .index
        case "cmdline": return .commandLine
        case "profile": return .cpu(seconds: try seconds(head.query) ?? defaultSeconds)
        case "heap": return .heap(.inUse, seconds: try seconds(head.query))
        case "allocs": return .heap(.allocated, seconds: try seconds(head.query))
        case "symbol": return .symbols
        default: throw notFound(head.path)
        }
    }

    private static func notFound(_ path: String) -> Response {
        Response(status: .notFound, text: "there is no \(path): see \(folder) for what there is")
    }

    /// Nil if the query does not say.
    private static func seconds(_ query: String) throws(Response) -> Int? {
        for pair in query.split(separator: "&") {
            let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard words[0] == "seconds" else { continue }
            let text = words.count == 2 ? PercentEncoding.decoded(words[1], plusIsBlank: true) : ""
            guard let text, let seconds = Int(text), (1...mostSeconds).contains(seconds) else {
                throw Response(
                    status: .badRequest,
                    text: "seconds=\(text ?? String(words[1])): give a whole number from 1 to \(mostSeconds)")
            }
            return seconds
        }
        return nil
    }

    /// The addresses that a request for symbols asks for; what is none is left out.
    static func addresses(_ text: some StringProtocol) -> [UInt64] {
        text.split(whereSeparator: { $0 == "+" || $0 == " " || $0.isNewline }).compactMap { word in
            let lowered = word.lowercased()
            return UInt64(lowered.hasPrefix("0x") ? String(lowered.dropFirst(2)) : lowered, radix: 16)
        }
    }
}
