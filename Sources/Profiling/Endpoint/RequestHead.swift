/// The first part of an HTTP/1 request: what is asked for, up to the empty line.
struct RequestHead: Sendable, Equatable {
    enum Parsed: Sendable, Equatable {
        /// It has not ended yet.
        case incomplete
        case bad(String)
        /// With the bytes that it takes up.
        case head(RequestHead, count: Int)
    }

    var method: String
    /// Without the query, its escapes resolved.
    var path: String
    /// The query as it came.
    var query: String
    /// Bytes of the body that follows.
    var bodyCount: Int
    /// Whom the client took this for; nil if it does not say.
    var host: String?
    /// Whether a browser asks for a page of another site's.
    var isCrossSite = false

    /// A head may have up to so many bytes: none of a profile's clients comes near.
    static let longest = 16 << 10

    static func parse(_ bytes: [UInt8]) -> Parsed {
        guard let end = endOfHead(in: bytes) else {
            return bytes.count < longest ? .incomplete : .bad("the request's head is longer than \(longest) bytes")
        }
        guard end.count <= longest else { return .bad("the request's head is longer than \(longest) bytes") }
        let lines = bytes[..<end.text].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self).trimmingReturn }
        guard let first = lines.first else { return .bad("the request is empty") }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[0].allSatisfy(\.isMethodLetter), !words[0].isEmpty
        else { return .bad("the request's first line is not one of HTTP/1.1") }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard target[0].hasPrefix("/"), let path = PercentEncoding.decoded(target[0]) else {
            return .bad("the request's path is none")
        }
        let head = RequestHead(
            method: String(words[0]), path: path, query: target.count == 2 ? String(target[1]) : "", bodyCount: 0)
        return head.reading(lines.dropFirst(), count: end.count)
    }

    private func reading(_ lines: ArraySlice<String>, count: Int) -> Parsed {
        var head = self
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return .bad("a line of the request's head has no colon") }
            let value = line[line.index(after: colon)...].trimmingBlanks
            switch line[..<colon].lowercased() {
            case "content-length":
                guard let count = Int(value), count >= 0, value.allSatisfy(\.isNumber) else {
                    return .bad("the request's Content-Length is no number")
                }
                head.bodyCount = count
            case "transfer-encoding": return .bad("a request's body needs a Content-Length here")
            case "host":
                guard head.host == nil else { return .bad("the request has two hosts") }
                head.host = String(value)
            case "sec-fetch-site": head.isCrossSite = value == "cross-site"
            default: break
            }
        }
        return .head(head, count: count)
    }

    /// Where the text ends, and how many bytes it is with the empty line.
    private static func endOfHead(in bytes: [UInt8]) -> (text: Int, count: Int)? {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            if bytes[(index + 1)...].starts(with: "\n".utf8) { return (index, index + 2) }
            if bytes[(index + 1)...].starts(with: "\r\n".utf8) { return (index, index + 3) }
        }
        return nil
    }
}

extension Character {
    fileprivate var isMethodLetter: Bool { ("A"..."Z").contains(self) }
}

extension String {
    fileprivate var trimmingReturn: String { hasSuffix("\r") ? String(dropLast()) : self }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
        return start[...last]
    }
}
