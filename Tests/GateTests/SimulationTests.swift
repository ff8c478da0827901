import Testing

@testable import Gate

/// Whole gates over simulated noise, seeded. Bounds are such that a rate three times the promised one, or a power of
/// 15 points less than what was seen, would fail them.
@Suite struct SimulationTests {
    private static let gates = 1_500

    /// Regressions of clean changes: 1% is promised, so 15 are expected at most, and three times that is 45. More than
    /// 27 has a chance of 0.2% at 1%, at most 27 one of 0.3% at 3%.
    private static func expectFewAlarms(_ ended: [SequentialGate]) {
        let alarms = ended.count { $0.verdict == .regression }
        #expect(alarms <= 27, "\(alarms) of \(ended.count)")
    }

    @Test func cleanChange_IsHardlyEverARegression_WhenNoiseIsLow() throws {
        let ended = try SimulatedGates(sigma: 0.1, pairsPerCell: 45).run(Self.gates, seed: 1)
        Self.expectFewAlarms(ended)
        let passed = ended.count { $0.verdict.isPass }
        #expect(Double(passed) >= 0.95 * Double(ended.count), "\(passed) of \(ended.count)")
        // Pairs of cells that are shown to be unchanged are saved.
        let used = ended.reduce(0) { $0 + $1.pairsUsed }
        #expect(Double(used) <= 0.6 * Double(ended.count * 4 * 45), "\(used)")
    }

    @Test func cleanChange_IsHardlyEverARegression_WhenNoiseIsHigh() throws {
        let ended = try SimulatedGates(sigma: 0.25, pairsPerCell: 120).run(Self.gates, seed: 2)
        Self.expectFewAlarms(ended)
        let passed = ended.count { $0.verdict.isPass }
        #expect(Double(passed) >= 0.93 * Double(ended.count), "\(passed) of \(ended.count)")
    }

    @Test(arguments: [(0.1, 45, 0.9, 1.0), (0.1, 45, 1.0, 1.2), (0.25, 120, 0.9, 1), (0.25, 120, 1, 1.2)])
    func slowerCell_IsARegression(sigma: Double, pairs: Int, throughput: Double, p99: Double) throws {
        let gates = SimulatedGates(sigma: sigma, pairsPerCell: pairs, throughput: throughput, p99: p99)
        let ended = try gates.run(300, seed: 3)
        let found = ended.count { $0.verdict == .regression }
        #expect(found >= 255, "\(found) of 300")
    }

    @Test func changeOfEverything_IsARegression_ThoughItIsSmall() throws {
        // 5% of the throughput of all cells: each alone is within its tolerance.
        let gates = SimulatedGates(sigma: 0.1, pairsPerCell: 45, throughput: 0.95, everywhere: true)
        let ended = try gates.run(300, seed: 4)
        let found = ended.count { $0.verdict == .regression }
        let together = ended.count { $0.allCells.contains { $0.verdict == .regression } }
        #expect(found >= 150, "\(found) of 300")
        #expect(together >= 75, "\(together) of 300")
    }
}

extension SequentialGate {
    /// Pairs of all cells together.
    fileprivate var pairsUsed: Int {
        Dictionary(grouping: states, by: \.hypothesis.cell.id).values.reduce(0) { sum, states in
            sum + (states.map(\.observations.differences.count).max() ?? 0)
        }
    }
}
