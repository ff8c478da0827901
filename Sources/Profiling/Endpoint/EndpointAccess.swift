/// Which requests an endpoint answers, of those that reach it.
///
/// An address of this machine alone does not keep out the browser that runs on it. A page of any site can have it send
/// requests, and read the answers where the site's own name leads here (DNS rebinding).
enum EndpointAccess: Sendable {
    /// Those that call this machine `localhost`, or by an address: no site has such a name.
    case ownNames
    /// The machine's name may be anything, where other machines are let in.
    case anyName

    func check(_ head: RequestHead) throws(Response) {
        guard !head.isCrossSite else {
            throw Response(status: .forbidden, text: "a page of another site asks for this: open its address yourself")
        }
        guard self == .ownNames, let host = head.host, !Self.isOwn(host) else { return }
        throw Response(
            status: .forbidden,
            text: "this is not \(host): ask for localhost or an address, or say allowsOtherMachines: true")
    }

    /// A host with or without a port.
    private static func isOwn(_ host: String) -> Bool {
        let name: Substring
        if host.hasPrefix("[") {
            name = host.dropFirst().prefix { $0 != "]" }
        } else {
            name = host.prefix { $0 != ":" }
        }
        let lowered = name.lowercased()
        return lowered == "localhost" || lowered.hasSuffix(".localhost") || SocketAddress(lowered, port: 0) != nil
    }
}
