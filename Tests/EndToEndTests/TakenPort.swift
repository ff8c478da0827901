import Foundation
import Testing

/// A port of loopback that is taken as long as this is there.
final class TakenPort {
    let number: UInt16
    private let listener: Int32

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        self.listener = listener
        number = UInt16(bigEndian: address.sin_port)
        try #require(status == 0)
    }

    deinit { close(listener) }

    /// One that nobody has now.
    static func free() throws -> UInt16 { try TakenPort().number }
}
