/// An answer of HTTP/1.1; the connection ends with it.
struct Response: Error, Sendable, Equatable {
    enum Status: Int, Sendable {
        case ok = 200
        case movedPermanently = 301
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case methodNotAllowed = 405
        case requestTimeout = 408
        case contentTooLarge = 413
        case internalServerError = 500
        case serviceUnavailable = 503

        var reason: String {
            switch self {
            case .ok: "OK"
            case .movedPermanently: "Moved Permanently"
            case .badRequest: "Bad Request"
            case .forbidden: "Forbidden"
            case .notFound: "Not Found"
            case .methodNotAllowed: "Method Not Allowed"
            case .requestTimeout: "Request Timeout"
            case .contentTooLarge: "Content Too Large"
            case .internalServerError: "Internal Server Error"
            case .serviceUnavailable: "Service Unavailable"
            }
        }
    }

    var status: Status
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    init(status: Status = .ok, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// One line of text. `go tool pprof` prints that of an error if a header says that it is for pprof.
    init(status: Status, text: String) {
        self.init(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8"), ("X-Go-Pprof", "1")],
            body: Array("\(text)\n".utf8))
    }

    /// What comes before a profile, as a file that ends with the connection.
    static func head(ofProfile name: String) -> [UInt8] {
        Response(
            headers: [
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", "attachment; filename=\"\(name).pb.gz\""),
            ], body: []
        ).head(length: nil)
    }

    var encoded: [UInt8] { encoded(withBody: true) }

    /// Without its body it is the answer to HEAD.
    func encoded(withBody hasBody: Bool) -> [UInt8] {
        head(length: body.count) + (hasBody ? body : [])
    }

    private func head(length: Int?) -> [UInt8] {
        var head = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "X-Content-Type-Options: nosniff\r\n"
        if let length { head += "Content-Length: \(length)\r\n" }
        return Array((head + "Connection: close\r\n\r\n").utf8)
    }

    static func == (left: Response, right: Response) -> Bool { left.encoded == right.encoded }
}
