import Glibc
import Testing

@testable import Profiling

/// A client of HTTP, down to the bytes. Closes its connection when it goes.
final class Client {
    private let descriptor: Int32

    init(port: Int, isIPv6: Bool = false) throws {
        let address = try #require(SocketAddress(isIPv6 ? "::1" : "127.0.0.1", port: UInt16(port)))
        descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard address.connect(descriptor) == 0 else { throw NotConnected() }
    }

    /// The end of a connection that is there.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    static let hasIPv6 = (try? ProfileEndpoint(port: 0, address: "::1")) != nil

    deinit { close(descriptor) }

    struct NotConnected: Error {}

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether the other end still takes bytes.
    var isOpen: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, -1) > 0 && entry.revents & Int16(POLLHUP | POLLERR) == 0
    }

    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// All that comes until the other side is done.
    func receive() -> [UInt8] {
        var result: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { return result }
            result += part.prefix(count)
        }
    }

    /// What is there already.
    func receivedSoFar() -> [UInt8] {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT))
        return Array(part.prefix(max(0, count)))
    }

    struct Answer {
        var status: Int
        var headers: String
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    static func answer(_ port: Int, _ request: String) throws -> Answer {
        let client = try Client(port: port)
        client.send(Array(request.utf8))
        return try client.answer()
    }

    static func get(_ port: Int, _ target: String) throws -> Answer {
        try answer(port, "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    func answer() throws -> Answer {
        let bytes = receive()
        let end = Array("\r\n\r\n".utf8)
        let start = try #require(
            bytes.indices.first { bytes[$0...].starts(with: end) }, "no answer: \(bytes.count) bytes")
        let head = String(decoding: bytes[..<start], as: UTF8.self)
        let status = try #require(head.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return Answer(status: status, headers: head, body: Array(bytes[(start + 4)...]))
    }
}
