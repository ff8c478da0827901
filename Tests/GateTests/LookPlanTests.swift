import Testing

@testable import Gate

@Suite struct LookPlanTests {
    @Test func pairs_AreSplitByWeight() throws {
        #expect(try LookPlan(pairsPerCell: 45, hypotheses: 8).pairs == [13, 11, 12, 9])
        #expect(try LookPlan(pairsPerCell: 100, hypotheses: 8).pairs == [30, 25, 25, 20])
        #expect(try LookPlan(pairsPerCell: 30, hypotheses: 2).pairs == [9, 7, 8, 6])
        for total in stride(from: 30, to: 200, by: 7) {
            #expect(try LookPlan(pairsPerCell: total, hypotheses: 8).pairs.reduce(0, +) == total)
        }
    }

    @Test func looks_AreFewer_WhenTheFirstWouldBeTooSmall() throws {
        let plan = try LookPlan(pairsPerCell: 20, hypotheses: 8)
        #expect(plan.pairs == [11, 5, 4])
        #expect(plan.weights == [0.55, 0.25, 0.2])
        #expect(plan.notes == ["20 pairs per cell are too few for 4 looks: 3 instead, the first of 11 pairs"])
        #expect(try LookPlan(pairsPerCell: 45, hypotheses: 8).notes.isEmpty)
    }

    @Test func plan_IsRefused_WhenNoRegressionCouldBeShown() {
        // One look of 9 pairs reaches p = 2^-9, and 8 hypotheses have 0.1% each.
        #expect(throws: LookPlan.TooFewPairs(pairs: 9, needed: 10)) { try LookPlan(pairsPerCell: 9, hypotheses: 8) }
        #expect(throws: LookPlan.TooFewPairs(pairs: 3, needed: 9)) { try LookPlan(pairsPerCell: 3, hypotheses: 1) }
        var rule = GateRule()
        rule.alpha = 0
        #expect(throws: LookPlan.TooFewPairs.self) { try LookPlan(pairsPerCell: 100, hypotheses: 1, rule: rule) }
        let error = LookPlan.TooFewPairs(pairs: 3, needed: 9)
        #expect(
            error.description == "3 pairs per cell cannot show a regression: measure at least 9 pairs per cell, with a "
                + "longer budget, shorter trials or fewer cells")
    }
}
