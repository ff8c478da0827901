import CSampler
import Glibc

/// Takes connections in, and gives each a thread.
enum Listener {
    /// More clients at once than that are told to come back.
    private static let mostConnections = 16

    /// A socket that listens.
    static func open(_ address: SocketAddress, name: String) throws(SystemError) -> Int32 {
        let descriptor = socket(
            address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError("socket", errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var error = address.bind(descriptor)
        if error == 0, listen(descriptor, 16) != 0 { error = errno }
        guard error == 0 else {
            close(descriptor)
            throw SystemError("listen at \(name)", error)
        }
        return descriptor
    }

    /// Serves until it is told to stop and every connection has ended.
    static func serve(_ listener: Int32, _ access: EndpointAccess, until stop: StopSignal) {
        let connections = ConnectionCount()
        while !stop.isRaised {
            guard wait(for: listener, or: stop) else { break }
            let client = csampler_accept(listener)
            guard client >= 0 else {
                // Out of files, say. Not at once again.
                if errno != EAGAIN, errno != EINTR, errno != ECONNABORTED { _ = stop.wait(milliseconds: 100) }
                continue
            }
            serve(client, access, connections, stop)
        }
        close(listener)
        connections.waitForNone()
    }

    private static func serve(
        _ client: Int32, _ access: EndpointAccess, _ connections: ConnectionCount, _ stop: StopSignal
    ) {
        guard connections.enter(most: mostConnections) else {
            let connection = Connection(client, stop: stop, access: access)
            connection.send(
                Response(status: .serviceUnavailable, text: "too many clients at once: try again"), isPatient: false)
            return
        }
        do throws(SystemError) {
            try NamedThread<Void>("pprof-client") {
                // Closed before it leaves: who waits for its end finds no descriptor of it.
                do {
                    let connection = Connection(client, stop: stop, access: access)
                    connection.serve()
                }
                connections.leave()
            }.detach()
        } catch {
            close(client)
            connections.leave()
        }
    }

    private static func wait(for listener: Int32, or stop: StopSignal) -> Bool {
        var entries = (
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        )
        _ = withUnsafeMutableBytes(of: &entries) {
            poll($0.baseAddress!.assumingMemoryBound(to: pollfd.self), 2, -1)
        }
        return entries.1.revents == 0
    }
}
