extension Connection {
    /// Reads the request and answers it.
    func serve() {
        var hasBody = true
        do throws(Response) {
            guard let (head, body) = try request() else { return }
            hasBody = head.method != "HEAD"
            try access.check(head)
            guard let response = try answer(try ProfileRequest(head), head, body) else { return }
            send(response)
        } catch {
            send(error, withBody: hasBody)
        }
    }

    /// Nil if it has been answered, or nobody is left to answer.
    private func answer(_ request: ProfileRequest, _ head: RequestHead, _ body: [UInt8]) throws(Response) -> Response? {
        switch request {
        case .index: IndexPage.response
        case .redirect: Response(status: .movedPermanently, headers: [("Location", ProfileRequest.folder)], body: [])
        case .commandLine:
            Response(
                headers: [("Content-Type", "text/plain; charset=utf-8")],
                body: Array(CommandLine.arguments.joined(separator: "\0").utf8))
        case .cpu(let seconds): try cpu(seconds)
        case .heap(let kind, let seconds): try heap(kind, seconds)
        case .symbols:
            Self.symbols(head.method == "POST" ? String(decoding: body, as: UTF8.self) : head.query)
        }
    }

    private func cpu(_ seconds: Int) throws(Response) -> Response? {
        do throws(CPUProfileError) {
            let profile = try CPUProfile.start()
            guard wait(seconds: seconds) else { return nil }
            let recording = try profile.recording()
            send("profile") { Profile(recording) }
            return nil
        } catch {
            // Go's status, too, where a profile is being made already: clients show the words.
            throw Response(status: .internalServerError, text: "\(error)")
        }
    }

    private func heap(_ kind: HeapProfile.Kind, _ seconds: Int?) throws(Response) -> Response? {
        let name = kind == .inUse ? "heap" : "allocs"
        do throws(HeapProfileError) {
            guard let seconds else {
                let recording = try HeapProfile.record()
                send(name) { Profile(recording, default: kind) }
                return nil
            }
            try HeapProfile.startForATime()
            defer { HeapProfile.endTime() }
            let before = try HeapProfile.record()
            guard wait(seconds: seconds) else { return nil }
            var after = try HeapProfile.record()
            after.duration = after.time - before.time
            after.dump = after.dump.subtracting(before.dump)
            send("\(name)-delta") { Profile(after, default: kind) }
            return nil
        } catch {
            throw Response(status: .internalServerError, text: "\(error)")
        }
    }

    /// As clients expect it: how many symbols the program has, which only must not be 0, and a line for each address.
    private static func symbols(_ text: String) -> Response {
        let addresses = ProfileRequest.addresses(text)
        let weights = Dictionary(addresses.map { ($0, 1) }, uniquingKeysWith: +)
        let table = weights.isEmpty ? SymbolTable() : Symbolizer.symbols(of: weights, images: .capture(), patience: 0)
        var lines = "num_symbols: 1\n"
        for address in addresses {
            guard let name = table.frames[address]?.last?.name else { continue }
            lines += "0x\(String(address, radix: 16)) \(name)\n"
        }
        return Response(headers: [("Content-Type", "text/plain; charset=utf-8")], body: Array(lines.utf8))
    }
}
