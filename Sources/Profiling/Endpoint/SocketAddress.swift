import Glibc

/// An IPv4 or IPv6 address with a port.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var count: socklen_t
    /// Whether only this machine can reach it.
    let isLoopback: Bool
    let family: Int32

    /// Nil if the text is no numeric address.
    init?(_ text: String, port: UInt16) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            family = AF_INET
            isLoopback = UInt32(bigEndian: four.s_addr) >> 24 == 127
            count = socklen_t(MemoryLayout<sockaddr_in>.size)
            let address = sockaddr_in(
                sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian, sin_addr: four,
                sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            family = AF_INET6
            isLoopback = withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
            count = socklen_t(MemoryLayout<sockaddr_in6>.size)
            let address = sockaddr_in6(
                sin6_family: sa_family_t(AF_INET6), sin6_port: port.bigEndian, sin6_flowinfo: 0, sin6_addr: six,
                sin6_scope_id: 0)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in6.self) }
        } else {
            return nil
        }
    }

    /// Binds a socket to it. 0 or an errno.
    func bind(_ socket: Int32) -> Int32 {
        withAddress { Glibc.bind(socket, $0, count) }
    }

    /// Connects a socket with it. 0 or an errno.
    func connect(_ socket: Int32) -> Int32 {
        withAddress { Glibc.connect(socket, $0, count) }
    }

    private func withAddress(_ body: (UnsafePointer<sockaddr>) -> Int32) -> Int32 {
        withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) == 0 ? 0 : errno }
        }
    }

    /// The port that a socket is bound to.
    static func port(of socket: Int32) -> Int {
        var storage = sockaddr_storage()
        var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &count) }
        }
        guard status == 0 else { return 0 }
        // Both kinds of address have it in the same place.
        return withUnsafeBytes(of: &storage) { Int(UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))) }
    }
}
