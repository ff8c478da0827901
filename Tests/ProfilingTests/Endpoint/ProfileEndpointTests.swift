import Glibc
import Testing

@testable import Profiling

extension OneProfileAtATime {
    /// The endpoint over real connections, in this process.
    struct ProfileEndpointTests {
        private func endpoint() throws -> ProfileEndpoint {
            let endpoint = try ProfileEndpoint(port: 0)
            try endpoint.start()
            return endpoint
        }

        @Test func pages_Answer() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            let index = try Client.get(endpoint.port, "/debug/pprof/")
            #expect(index.status == 200 && index.headers.contains("text/html") && index.text.contains("seconds"))
            let redirect = try Client.get(endpoint.port, "/debug/pprof")
            #expect(redirect.status == 301 && redirect.headers.contains("Location: /debug/pprof/"))
            #expect(
                try Client.get(endpoint.port, "/debug/pprof/cmdline").text
                    == CommandLine.arguments.joined(separator: "\0"))
            #expect(try Client.get(endpoint.port, "/debug/pprof/goroutine").status == 404)
            #expect(try Client.get(endpoint.port, "/debug/pprof/symbol").text == "num_symbols: 1\n")
        }

        @Test func symbols_AreNamed_ForTheAddressesOfABody() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            let address = UInt64(UInt(bitPattern: try #require(dlsym(nil, "deflate"))))
            let body = "0x\(String(address, radix: 16))+0x1"
            let answer = try Client.answer(
                endpoint.port, "POST /debug/pprof/symbol HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(answer.text == "num_symbols: 1\n0x\(String(address, radix: 16)) deflate\n")
        }

        @Test func profile_IsOneOfThisProcess() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            let answer = try Client.get(endpoint.port, "/debug/pprof/profile?seconds=1")
            #expect(answer.status == 200)
            let profile = try ReadProfile(gzipped: answer.body)
            #expect(profile.types == ["samples", "cpu"])
            #expect(profile.duration >= 1_000_000_000)
        }

        @Test func second_IsRefusedInWords_WhileOneIsMade() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            let running = try CPUProfile.start()
            let answer = try Client.get(endpoint.port, "/debug/pprof/profile?seconds=1")
            #expect(answer.status == 500 && answer.text.contains("a CPU profile is being made already"))
            #expect(answer.headers.contains("X-Go-Pprof: 1"))
            _ = try running.stop()
        }

        @Test func badSeconds_AreRefusedInWords() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            for seconds in ["-1", "1e9", "nan", "abc"] {
                let answer = try Client.get(endpoint.port, "/debug/pprof/profile?seconds=\(seconds)")
                #expect(answer.status == 400 && answer.text.contains("seconds=\(seconds): give a whole number"))
            }
        }

        /// A page of another site, whose name leads to this machine, asks through the browser that it is open in.
        @Test func otherNames_AreRefused_AndNothingIsToldThem() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            for path in ["", "cmdline", "profile?seconds=1", "heap", "symbol"] {
                for header in ["Host: evil.example:\(endpoint.port)", "Host: localhost\r\nSec-Fetch-Site: cross-site"] {
                    let answer = try Client.answer(
                        endpoint.port, "GET /debug/pprof/\(path) HTTP/1.1\r\n\(header)\r\n\r\n")
                    #expect(answer.status == 403 && answer.text.split(separator: "\n").count == 1)
                    #expect(!answer.headers.lowercased().contains("access-control"))
                }
            }
            #expect(!CPUProfile.isRunning)
            let open = try ProfileEndpoint(port: 0, allowsOtherMachines: true)
            try open.start()
            defer { open.stop() }
            let head = "GET /debug/pprof/cmdline HTTP/1.1\r\nHost: server.example\r\n\r\n"
            #expect(try Client.answer(open.port, head).status == 200)
        }

        @Test func head_IsAnsweredWithoutABody() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            let answer = try Client.answer(endpoint.port, "HEAD /debug/pprof/profile HTTP/1.1\r\n\r\n")
            #expect(answer.status == 405 && answer.body.isEmpty && answer.headers.contains("Allow: GET"))
            #expect(try Client.answer(endpoint.port, "POST /debug/pprof/profile HTTP/1.1\r\n\r\n").status == 405)
            #expect(!CPUProfile.isRunning)
        }

        @Test(.enabled(if: Client.hasIPv6, "no IPv6 here"))
        func addressOfIPv6_Works() throws {
            let endpoint = try ProfileEndpoint(port: 0, address: "::1")
            try endpoint.start()
            defer { endpoint.stop() }
            let client = try Client(port: endpoint.port, isIPv6: true)
            client.send(Array("GET /debug/pprof/cmdline HTTP/1.1\r\nHost: [::1]:\(endpoint.port)\r\n\r\n".utf8))
            #expect(try client.answer().status == 200)
        }

        @Test func heap_SaysWhatToDo_WithoutJemallocsProfiler() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            for path in ["heap", "allocs", "heap?seconds=1"] {
                let answer = try Client.get(endpoint.port, "/debug/pprof/\(path)")
                #expect(answer.status == 500 && answer.text.contains("no heap profile"))
            }
        }

        /// The client goes: then its profile ends, long before its hour is over.
        @Test(.timeLimit(.minutes(2)))
        func profile_IsGivenUp_WhenItsClientLeaves() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            do {
                let client = try Client(port: endpoint.port)
                client.send(Array("GET /debug/pprof/profile?seconds=3600 HTTP/1.1\r\n\r\n".utf8))
                while !CPUProfile.isRunning { sched_yield() }
            }
            while CPUProfile.isRunning { sched_yield() }
            _ = try CPUProfile.start().stop()
        }

        @Test(.timeLimit(.minutes(2)))
        func stop_EndsAProfile_WhoseClientGetsWhatThereIs() throws {
            let endpoint = try endpoint()
            let client = try Client(port: endpoint.port)
            client.send(Array("GET /debug/pprof/profile?seconds=3600 HTTP/1.1\r\n\r\n".utf8))
            while !CPUProfile.isRunning { sched_yield() }
            endpoint.stop()
            let answer = try client.answer()
            #expect(answer.status == 200 && answer.headers.contains("profile.pb.gz"))
            #expect(!CPUProfile.isRunning)
            _ = try CPUProfile.start().stop()
            #expect(throws: ProfileEndpointError.used) { try endpoint.start() }
            endpoint.stop()
        }

        @Test func garbage_IsRefused_AndTheNextRequestIsAnswered() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            var random = SystemRandomNumberGenerator()
            for count in [1, 10, 1_000, 100_000] {
                let client = try Client(port: endpoint.port)
                client.send((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } + Array("\n\n".utf8))
                client.finish()
                let answer = client.receive()
                #expect(answer.isEmpty || answer.starts(with: Array("HTTP/1.1 400".utf8)))
            }
            _ = try Client(port: endpoint.port)
            let endless = try Client(port: endpoint.port)
            endless.send(Array("GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 1 << 20))".utf8))
            endless.finish()
            #expect(endless.receive().starts(with: Array("HTTP/1.1 400".utf8)))
            let large = try Client.answer(
                endpoint.port, "POST /debug/pprof/symbol HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")
            #expect(large.status == 413)
            #expect(try Client.get(endpoint.port, "/debug/pprof/cmdline").status == 200)
        }

        @Test func manyClients_AreToldToComeBack() throws {
            let endpoint = try endpoint()
            defer { endpoint.stop() }
            // Each takes a place until it goes, having asked for nothing.
            let idle = try (0..<40).map { _ in try Client(port: endpoint.port) }
            let answers = idle.suffix(8).map { $0.receive() }
            #expect(answers.contains { $0.starts(with: Array("HTTP/1.1 503".utf8)) })
        }

        @Test func address_IsRefused_WhenOthersCanReachIt() throws {
            for address in ["0.0.0.0", "::", "10.0.0.1", "::ffff:127.0.0.1"] {
                #expect(throws: ProfileEndpointError.openToOthers(address)) {
                    try ProfileEndpoint(port: 0, address: address)
                }
            }
            for address in ["", "localhost", "127.0.0.1:80", "1.2.3", "::1%lo"] {
                #expect(throws: ProfileEndpointError.badAddress(address)) {
                    try ProfileEndpoint(port: 0, address: address)
                }
            }
            for port in [-1, 65_536, .max] {
                #expect(throws: ProfileEndpointError.badPort(port)) { try ProfileEndpoint(port: port) }
            }
            let open = try ProfileEndpoint(port: 0, address: "0.0.0.0", allowsOtherMachines: true)
            #expect(open.port > 0)
            let taken = #expect(throws: ProfileEndpointError.self) {
                try ProfileEndpoint(port: open.port, address: "127.0.0.2")
            }
            #expect("\(taken!)".contains("127.0.0.2 port \(open.port): Address already in use"))
        }

        @Test func run_EndsWithItsTask() async throws {
            let endpoint = try ProfileEndpoint(port: 0)
            let task = Task { try await endpoint.run() }
            #expect(try Client.get(endpoint.port, "/debug/pprof/cmdline").status == 200)
            task.cancel()
            try await task.value
            await #expect(throws: ProfileEndpointError.used) { try await endpoint.run() }
        }
    }
}
