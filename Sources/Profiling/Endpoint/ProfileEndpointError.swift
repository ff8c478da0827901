/// Why there is no endpoint.
public enum ProfileEndpointError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not an IPv4 or IPv6 address.
    case badAddress(String)
    /// Other machines could reach it, and nothing said that they may.
    case openToOthers(String)
    /// Not a port.
    case badPort(Int)
    /// Started before, or stopped.
    case used
    /// A system call failed: another program may have the port.
    case system(SystemError)

    public var description: String {
        switch self {
        case .badAddress(let address): "'\(address)' is no address: give one such as 127.0.0.1 or ::1"
        case .openToOthers(let address):
            "profiles at \(address) could be read from other machines, and make this one work: "
                + "say allowsOtherMachines: true if they may"
        case .badPort(let port): "\(port) is no port: give 1 to 65535, or 0 for any that is free"
        case .used: "this endpoint was started before: make another"
        case .system(let error): "no profile endpoint: \(error)"
        }
    }
}
