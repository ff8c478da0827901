import Testing

@testable import Profiling

struct RequestTests {
    private func parse(_ text: String) -> RequestHead.Parsed { RequestHead.parse(Array(text.utf8)) }

    private func request(_ target: String, method: String = "GET") throws -> ProfileRequest {
        guard case .head(let head, _) = parse("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n") else {
            throw Response(status: .badRequest, text: "no head")
        }
        return try ProfileRequest(head)
    }

    @Test func head_IsRead_WhenItIsWhole() {
        let text = "POST /debug/%70prof/symbol?a=1?b HTTP/1.1\r\nHost: x\r\ncontent-length:  12 \r\n\r\n0x1+0x2"
        let head = RequestHead(
            method: "POST", path: "/debug/pprof/symbol", query: "a=1?b", bodyCount: 12, host: "x")
        #expect(parse(text) == .head(head, count: text.utf8.count - 7))
        for count in 0..<(text.utf8.count - 8) {
            #expect(RequestHead.parse(Array(text.utf8.prefix(count))) == .incomplete)
        }
        #expect(
            parse("GET / HTTP/1.0\n\n") == .head(.init(method: "GET", path: "/", query: "", bodyCount: 0), count: 16))
    }

    @Test(arguments: [
        "\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2\r\n\r\n", "get / HTTP/1.1\r\n\r\n", " / HTTP/1.1\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "GET /%ff HTTP/1.1\r\n\r\n",
        "GET /%4 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nnonsense\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: x\r\n\r\n",
        "\u{16}\u{03}\u{01}\u{02}\n\n", "\0\0\0\n\n",
    ])
    func garbage_IsBad(_ text: String) {
        guard case .bad(let reason) = parse(text) else {
            Issue.record("\(parse(text))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func endlessHead_IsBad() {
        #expect(parse(String(repeating: "a", count: RequestHead.longest - 1)) == .incomplete)
        guard case .bad = parse(String(repeating: "a", count: RequestHead.longest)) else {
            Issue.record("an endless head is waited for")
            return
        }
    }

    @Test func paths_LeadToWhatThereIs() throws {
        #expect(try request("/debug/pprof/") == .index)
        #expect(try request("/debug/pprof") == .redirect)
        #expect(try request("/debug/pprof/cmdline") == .commandLine)
        #expect(try request("/debug/pprof/profile") == .cpu(seconds: 30))
        #expect(try request("/debug/pprof/profile?x=1&seconds=5") == .cpu(seconds: 5))
        #expect(try request("/debug/pprof/heap") == .heap(.inUse, seconds: nil))
        #expect(try request("/debug/pprof/heap?gc=1&seconds=2") == .heap(.inUse, seconds: 2))
        #expect(try request("/debug/pprof/allocs") == .heap(.allocated, seconds: nil))
        #expect(try request("/debug/pprof/symbol", method: "POST") == .symbols)
    }

    @Test(arguments: [
        "-1", "0", "abc", "nan", "inf", "1e9", "", "3601", "1.5", "99999999999999999999", "%zz", "%20", "+5", "0x10",
    ])
    func seconds_AreRefusedInWords_UnlessTheyAreAWholeNumber(_ text: String) throws {
        let response = try #require(throws: Response.self) { try request("/debug/pprof/profile?seconds=\(text)") }
        #expect(response.status == .badRequest)
        #expect(String(decoding: response.body, as: UTF8.self).contains("give a whole number from 1 to 3600"))
    }

    @Test func others_AreRefusedInWords() throws {
        for path in ["/", "/debug/pprof/goroutine", "/debug/pprof/profile/", "/debug/pprofx", "/debug/pprof/../x"] {
            let response = try #require(throws: Response.self) { try request(path) }
            #expect(response.status == .notFound)
            #expect(String(decoding: response.body, as: UTF8.self).contains("/debug/pprof/"))
        }
        for method in ["POST", "HEAD", "DELETE"] {
            let response = try #require(throws: Response.self) { try request("/debug/pprof/profile", method: method) }
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers.contains { $0 == ("Allow", "GET") })
        }
    }

    @Test func addresses_AreRead_WithAndWithoutPrefix() {
        #expect(
            ProfileRequest.addresses("0x10+ABC+zz+\n0xffffffffffffffff+0x1ffffffffffffffff") == [0x10, 0xabc, .max])
        #expect(ProfileRequest.addresses("") == [])
    }

    @Test func response_HasItsLengthAndEndsTheConnection() {
        let response = Response(status: .internalServerError, text: "busy")
        let text = String(decoding: response.encoded, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
        #expect(text.contains("X-Go-Pprof: 1\r\n"))
        #expect(text.hasSuffix("Content-Length: 5\r\nConnection: close\r\n\r\nbusy\n"))
        let head = String(decoding: Response.head(ofProfile: "heap"), as: UTF8.self)
        #expect(head.contains("heap.pb.gz") && !head.contains("Content-Length") && head.hasSuffix("\r\n\r\n"))
        #expect(text == String(decoding: response.encoded(withBody: false), as: UTF8.self) + "busy\n")
    }
}
