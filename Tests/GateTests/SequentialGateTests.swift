import Experiment
import Testing

@testable import Gate

@Suite struct SequentialGateTests {
    private static func gate(
        _ hypotheses: [Hypothesis], pairs: Int = 45, rule: GateRule = GateRule()
    ) throws -> SequentialGate {
        let plan = try LookPlan(pairsPerCell: pairs, hypotheses: hypotheses.count, rule: rule)
        return SequentialGate(hypotheses: hypotheses, plan: plan, rule: rule)
    }

    private static let two = [Fixtures.hypothesis("a"), Fixtures.hypothesis("b")]

    @Test func gate_Passes_WhenNothingChanged() throws {
        var gate = try Self.gate(Self.two)
        #expect(gate.nextPairs == ["a": 13, "b": 13])
        gate.record([Fixtures.look(13, centre: 0, seed: 1), Fixtures.look(13, centre: 0, seed: 2)])
        #expect(gate.states.map(\.verdict) == [.unchanged, .unchanged])
        #expect(gate.verdict == .unchanged)
        #expect(gate.isDecided)
        #expect(gate.nextPairs.isEmpty)
    }

    @Test func gate_GivesTheTimeOfDecidedCells_ToTheUndecided() throws {
        var gate = try Self.gate(Self.two + [Fixtures.hypothesis("c")])
        let open = Fixtures.open()
        gate.record([Fixtures.look(13, centre: 0, seed: 1), open, Fixtures.look(13, centre: 0, seed: 2)])
        #expect(gate.states.map(\.verdict) == [.unchanged, .undecided, .unchanged])
        #expect(gate.undecidedCells.map(\.id) == ["b"])
        // The second look is of 11 pairs a cell.
        #expect(gate.nextPairs == ["b": 33])
        #expect(!gate.isDecided)
        #expect(gate.verdict == .undecided)
    }

    @Test func gate_FindsARegression_AtTheFirstLookThatCanReachItsBoundary() throws {
        var gate = try Self.gate(Self.two)
        gate.record([Fixtures.look(13, centre: 0, seed: 1), Fixtures.look(13, centre: 0.2, seed: 2)])
        #expect(gate.states[1].verdict == .undecided)
        #expect(abs(gate.states[1].z - SignedRank.greatestZ(count: 13)) < 1e-12)
        gate.record([nil, Fixtures.look(22, centre: 0.2, seed: 3)])
        #expect(gate.states[1].verdict == .regression)
        #expect(gate.verdict == .regression)
        #expect(gate.isDecided)
        #expect(gate.states[1].observations.differences.count == 35)
        #expect(gate.states[1].evidence == Evidence(z: gate.states[1].z, boundary: gate.boundaries[1]))
    }

    @Test func gate_StaysUndecided_WhenTheBudgetIsSpent() throws {
        var gate = try Self.gate([Fixtures.hypothesis("a")])
        let open = Fixtures.open()
        for look in 0..<4 {
            #expect(gate.looks == look)
            #expect(!gate.isDecided)
            gate.record([open])
        }
        #expect(gate.isDecided)
        #expect(gate.verdict == .undecided)
        let before = gate
        gate.record([open])
        #expect(gate == before)
    }

    @Test func gate_CallsAnImprovementByItsName_AtOnce() throws {
        var gate = try Self.gate(Self.two)
        gate.record([Fixtures.look(13, centre: -0.4, seed: 1), Fixtures.look(13, centre: 0, seed: 2)])
        #expect(gate.states.map(\.verdict) == [.improvement, .unchanged])
        #expect(gate.verdict == .improvement)
        // Less is needed than for a regression at the first look: alpha is spent evenly.
        let evidence = try #require(gate.states[0].evidence)
        #expect(evidence.z >= evidence.boundary && evidence.boundary < gate.boundaries[0])
    }

    @Test func gate_FindsASmallChangeOfAllCells_AtTheFirstLook() throws {
        let hypotheses = (0..<6).map { Fixtures.hypothesis("\($0)") }
        var gate = try Self.gate(hypotheses)
        gate.record((0..<6).map { Fixtures.look(13, centre: 0.03, spread: 0.04, seed: UInt64($0)) })
        let test = try #require(gate.allCells.first)
        #expect(gate.allCells.count == 1)
        #expect(test.cells == 6)
        #expect(abs(test.boundary - Normal.upperQuantile(0.002)) < 1e-12)
        let sum = gate.states.reduce(0) { $0 + $1.z }
        #expect(abs(test.z - sum / 6.0.squareRoot()) < 1e-12)
        #expect(test.verdict == .regression)
        #expect(gate.verdict == .regression)
        #expect(gate.isDecided)
    }

    @Test func floor_KeepsAShownRegressionFromBeingOne_WhenTheMedianIsWithinIt() throws {
        var rule = GateRule()
        rule.floor = 0.3
        var gate = try Self.gate([Fixtures.hypothesis("a")], rule: rule)
        for seed in 0..<4 { gate.record([Fixtures.look(12, centre: 0.2, seed: UInt64(seed))]) }
        #expect(gate.verdict == .undecided)
        #expect(gate.states[0].isBelowFloor)
        #expect(gate.states[0].z > gate.boundaries[3])
    }

    @Test func boundaries_AreOfTheAlphaThatEachHypothesisHas() throws {
        // 0.8% over 8 hypotheses; with one cell there is no test of all cells, and its alpha is theirs.
        let eight = try Self.gate((0..<8).map { Fixtures.hypothesis("\($0)") })
        let known = [5.894218956694205, 4.285322715880471, 3.5018381368994516, 3.1133574289124244]
        for (a, b) in zip(eight.boundaries, known) { #expect(abs(a - b) < 1e-5) }
        let one = try Self.gate([Fixtures.hypothesis("a")])
        let whole = SequentialBoundaries(alpha: 0.01, weights: one.plan.weights, spending: .obrienFleming)
        for (a, b) in zip(one.boundaries, whole.z) { #expect(abs(a - b) < 1e-6) }
    }

    @Test func gate_SaysSo_WhenTheFirstLookCannotReachItsBoundary() throws {
        let gate = try Self.gate((0..<8).map { Fixtures.hypothesis("\($0)") })
        #expect(
            gate.notes == [
                "look 1 of 4 cannot show a regression of one metric in one cell: with 13 pairs a cell Z reaches 3.67 "
                    + "of 5.89. It serves the all-cells tests and `unchanged`"
            ])
        #expect(try Self.gate(Self.two, pairs: 400).notes.isEmpty)
    }

    @Test(arguments: [(13, 0, 0), (0, 13, 0), (0, 0, 13), (5, 8, 0)])
    func hypothesis_StaysUndecided_WhenASideLacksTheFigureThroughout(both: Int, head: Int, base: Int) throws {
        var gate = try Self.gate(Self.two)
        let worst =
            [Double](repeating: LogRatio.extreme, count: head) + [Double](repeating: -LogRatio.extreme, count: base)
        gate.record([
            LookObservations(differences: worst, absentInBase: base, absentInHead: head, absentInBoth: both),
            Fixtures.look(13, centre: 0),
        ])
        #expect(!gate.states[0].isComparable)
        // More pairs would not help.
        #expect(gate.isDecided)
        #expect(gate.verdict == .undecided)
    }

    @Test func hypothesis_IsNotShownUnchanged_WhenHeadLacksTheFigureInMostPairs() throws {
        var gate = try Self.gate(Self.two, pairs: 200)
        while !gate.isDecided {
            var look = Fixtures.look(20, centre: 0)
            look.differences += [Double](repeating: LogRatio.extreme, count: 30)
            look.absentInHead = 30
            gate.record([look, Fixtures.look(50, centre: 0)])
        }
        #expect(gate.states[0].verdict == .regression)
    }

    @Test func look_CountsAgainstEverything_WhenItHasNoPairs() throws {
        var gate = try Self.gate([Fixtures.hypothesis("a")])
        gate.record([LookObservations(differences: [], failed: 13)])
        #expect(gate.states[0].needsPairs)
        #expect(gate.states[0].z == SignedRank.leastZ)
        gate.record([Fixtures.look(40, centre: 0)])
        #expect(gate.states[0].verdict == .undecided)
    }

    @Test func gate_IsUndecided_WhenThereIsNothing() throws {
        let gate = try Self.gate([])
        #expect(gate.isDecided)
        #expect(gate.verdict == .undecided)
    }
}
