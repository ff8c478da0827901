import Testing

@testable import Profiling

struct EndpointAccessTests {
    private func isAllowed(_ host: String?, _ access: EndpointAccess = .ownNames, isCrossSite: Bool = false) -> Bool {
        let head = RequestHead(method: "GET", path: "/", query: "", bodyCount: 0, host: host, isCrossSite: isCrossSite)
        return (try? access.check(head)) != nil
    }

    @Test(arguments: [
        nil, "localhost", "localhost:6060", "LocalHost", "app.localhost:1", "127.0.0.1:6060", "127.8.8.8", "[::1]",
        "[::1]:6060", "10.0.0.1:80",
    ])
    func ownNames_AreAllowed(_ host: String?) {
        #expect(isAllowed(host))
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example:6060", "evillocalhost", "127.0.0.1.evil.example", "", ":6060",
        "[evil.example]", "127.0.0.1@evil.example", "2130706433", "0x7f.1",
    ])
    func otherNames_AreNot_UnlessOtherMachinesAreLetIn(_ host: String) {
        #expect(!isAllowed(host))
        #expect(isAllowed(host, .anyName))
    }

    @Test func otherSites_AreNot_WhateverTheName() {
        #expect(!isAllowed("localhost", isCrossSite: true))
        #expect(!isAllowed("localhost", .anyName, isCrossSite: true))
    }
}
