import CSampler
import Glibc

/// One connection of a client: a request is read, an answer is written. Owns its descriptor.
struct Connection: ~Copyable {
    private let descriptor: Int32
    private let stop: StopSignal
    let access: EndpointAccess
    private let patience: Int64

    private static let longestBody = 1 << 20
    /// An endpoint that stops waits so long, in nanoseconds, for a client to take its answer.
    private static let patienceOnceStopped: Int64 = 2_000_000_000

    /// - Parameter patience: a client has so long, in nanoseconds, to send its request, and then to take the answer.
    init(_ descriptor: Int32, stop: StopSignal, access: EndpointAccess, patience: Int64 = 30_000_000_000) {
        self.descriptor = descriptor
        self.stop = stop
        self.access = access
        self.patience = patience
    }

    deinit {
        close(descriptor)
    }

    /// Waits for so long, or until the endpoint is stopped: what has been recorded by then is the answer.
    /// - Returns: false if the client has left.
    func wait(seconds: Int) -> Bool {
        let end = Clock.monotonic + Int64(seconds) * 1_000_000_000
        while true {
            let left = end - Clock.monotonic
            guard left > 0 else { return true }
            let found = poll(events: Int16(CSAMPLER_POLLRDHUP), nanoseconds: left)
            if found.client & Int16(CSAMPLER_POLLRDHUP | POLLHUP | POLLERR) != 0 { return false }
            if found.isStopped { return true }
        }
    }

    /// The request with its body; nil if the client left, or the endpoint was stopped.
    func request() throws(Response) -> (head: RequestHead, body: [UInt8])? {
        let end = Clock.monotonic + patience
        var bytes: [UInt8] = []
        while true {
            switch RequestHead.parse(bytes) {
            case .bad(let reason): throw Response(status: .badRequest, text: reason)
            case .head(let head, let count):
                guard head.bodyCount <= Self.longestBody else {
                    throw Response(status: .contentTooLarge, text: "the body has more than \(Self.longestBody) bytes")
                }
                if bytes.count >= count + head.bodyCount {
                    return (head, Array(bytes[count..<(count + head.bodyCount)]))
                }
            case .incomplete: break
            }
            guard try read(into: &bytes, until: end) else { return nil }
        }
    }

    /// False where no more will come.
    private func read(into bytes: inout [UInt8], until end: Int64) throws(Response) -> Bool {
        let left = end - Clock.monotonic
        guard left > 0 else { throw Response(status: .requestTimeout, text: "the request did not come to its end") }
        let found = poll(events: Int16(POLLIN), nanoseconds: left)
        guard !found.isStopped else { return false }
        guard found.client != 0 else { return true }
        var part = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT))
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        bytes += part.prefix(count)
        return count > 0
    }

    /// Writes an answer, as far as the client takes it; `isPatient`: also to one that is slow.
    func send(_ response: Response, withBody hasBody: Bool = true, isPatient: Bool = true) {
        if write(response.encoded(withBody: hasBody), isPatient: isPatient), isPatient { finish() }
    }

    /// Writes a profile that is still to be made, after its head: clients such as pprof wait long for what has begun,
    /// and not for what has not.
    func send(_ name: String, _ profile: () -> Profile) {
        guard write(Response.head(ofProfile: name), isPatient: true) else { return }
        if write(profile().encoded(), isPatient: true) { finish() }
    }

    /// False if the client did not take all of it.
    private func write(_ bytes: [UInt8], isPatient: Bool) -> Bool {
        var end = Clock.monotonic + patience
        var heedsStop = true
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN, isPatient {
                let found = poll(
                    events: Int16(POLLOUT), nanoseconds: max(0, end - Clock.monotonic), heedsStop: heedsStop)
                if found.isStopped {
                    heedsStop = false
                    end = min(end, Clock.monotonic + Self.patienceOnceStopped)
                } else if found.client & Int16(POLLOUT) == 0 {
                    return false
                }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// What the client sent and nobody read would make the kernel reset the connection, and the answer be lost: it is
    /// read, for a while.
    private func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
        let end = Clock.monotonic + min(patience, 2_000_000_000)
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            let left = end - Clock.monotonic
            guard left > 0, poll(events: Int16(POLLIN), nanoseconds: left).client != 0 else { return }
            guard recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT)) > 0 else { return }
        }
    }

    private func poll(
        events: Int16, nanoseconds: Int64, heedsStop: Bool = true
    ) -> (client: Int16, isStopped: Bool) {
        var entries = (
            pollfd(fd: descriptor, events: events, revents: 0),
            pollfd(fd: heedsStop ? stop.descriptor : -1, events: Int16(POLLIN), revents: 0)
        )
        let milliseconds = Int32(clamping: (nanoseconds + 999_999) / 1_000_000)
        let count = withUnsafeMutableBytes(of: &entries) {
            Glibc.poll($0.baseAddress!.assumingMemoryBound(to: pollfd.self), 2, milliseconds)
        }
        return count > 0 ? (entries.0.revents, entries.1.revents != 0) : (0, false)
    }
}
