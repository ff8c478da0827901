import Glibc
import Testing

@testable import Profiling

/// Connections whose clients take their time, which here is short.
struct ConnectionTests {
    /// What a client gets that does only this.
    private func answer(to client: @escaping @Sendable (Client) -> Void) throws -> [UInt8] {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let (own, other) = (ends[0], ends[1])
        let stop = try StopSignal()
        let server = try NamedThread<Void>("test-server") {
            let connection = Connection(own, stop: stop, access: .ownNames, patience: 200_000_000)
            connection.serve()
        }
        let end = Client(descriptor: other)
        client(end)
        // The server's thread ends by itself, whatever the client does.
        server.join()
        return end.receive()
    }

    @Test(.timeLimit(.minutes(1)))
    func head_IsWaitedFor_NotForEver() throws {
        #expect(try answer { _ in }.starts(with: Array("HTTP/1.1 408".utf8)))
        #expect(try answer { $0.send(Array("GET /debug".utf8)) }.starts(with: Array("HTTP/1.1 408".utf8)))
        let body = "POST /debug/pprof/symbol HTTP/1.1\r\nContent-Length: 9\r\n\r\n0x"
        #expect(try answer { $0.send(Array(body.utf8)) }.starts(with: Array("HTTP/1.1 408".utf8)))
    }

    @Test(.timeLimit(.minutes(1)))
    func head_IsNotWaitedForLonger_WhenItComesByteByByte() throws {
        let bytes = try answer { client in
            // Until the other end is closed.
            while client.isOpen { client.send([0x41]) }
        }
        #expect(bytes.isEmpty || bytes.starts(with: Array("HTTP/1.1 4".utf8)))
    }

    @Test(.timeLimit(.minutes(1)))
    func client_ThatLeaves_IsNotWaitedFor() throws {
        #expect(try answer { $0.finish() }.isEmpty)
        #expect(
            try answer { client in
                client.send(Array("GET /debug/pprof/profile?seconds=3600 HTTP/1.1\r\n\r\n".utf8))
                client.finish()
            }.isEmpty)
    }

    /// Names may take long on a busy machine, and pprof waits only so long for an answer to begin.
    @Test func profilesHead_IsThere_BeforeTheProfileIsMade() throws {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let client = Client(descriptor: ends[1])
        let connection = Connection(ends[0], stop: try StopSignal(), access: .ownNames, patience: 1)
        var before: [UInt8] = []
        connection.send("heap") {
            before = client.receivedSoFar()
            let space = Profile.ValueType(type: "space", unit: "bytes")
            return Profile(types: [space], defaultType: "space", periodType: space, period: 1, time: 1)
        }
        #expect(before == Response.head(ofProfile: "heap"))
        #expect(try ReadProfile(gzipped: client.receivedSoFar()).types == ["space"])
    }

    @Test(.timeLimit(.minutes(1)))
    func answer_IsTakenBack_FromAClientThatDoesNotReadIt() throws {
        // More than a socket's buffers hold: a name for every address of a long body.
        let address = String(UInt64(UInt(bitPattern: try #require(dlsym(nil, "deflate")))), radix: 16)
        let body = Array(repeating: address, count: 50_000).joined(separator: "+")
        let request = "POST /debug/pprof/symbol HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let bytes = try answer { $0.send(Array(request.utf8)) }
        #expect(bytes.starts(with: Array("HTTP/1.1 200".utf8)))
        #expect(bytes.count < 50_000 * "0x\(address) deflate\n".utf8.count)
    }
}
