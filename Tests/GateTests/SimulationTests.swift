import Testing

@testable import Gate

@Suite struct SimulationTests {
    @Test func falseAlarms_X() throws {
        for (sigma, pairs) in [(0.1, 45), (0.25, 120)] {
            let c = ContinuousClock()
            let t = c.now
            let gates = try SimulatedGates(sigma: sigma, pairsPerCell: pairs).run(500, seed: 1)
            print(
                "AA", sigma, gates.count { $0.verdict == .regression }, gates.count { $0.verdict == .unchanged },
                gates.count { $0.verdict == .improvement }, gates.count { $0.verdict == .undecided }, "of 500",
                c.now - t)
            let b = try SimulatedGates(sigma: sigma, pairsPerCell: pairs, throughput: 0.9).run(200, seed: 2)
            print(
                "thr", b.count { $0.verdict == .regression }, b.count { $0.verdict == .undecided },
                b.count { $0.states[0].verdict == .unchanged })
            let d = try SimulatedGates(sigma: sigma, pairsPerCell: pairs, p99: 1.2).run(200, seed: 2)
            print(
                "p99", d.count { $0.verdict == .regression }, d.count { $0.verdict == .undecided },
                d.count { $0.states[1].verdict == .unchanged })
        }
    }
}
