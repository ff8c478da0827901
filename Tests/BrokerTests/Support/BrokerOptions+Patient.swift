import Broker

extension BrokerOptions {
    /// For tests of what must not be lost, however busy the machine is.
    static func patient(_ strategy: SendTimeoutKind) -> BrokerOptions {
        var options = BrokerOptions(sendTimeout: strategy)
        options.timeout = .seconds(600)
        return options
    }
}
