import Experiment
import Testing

@testable import Gate

@Suite struct ExactCheckTests {
    private static func state(_ rule: ExactRule, _ repetitions: [(Double?, Double?)]) -> ExactCheck.State {
        var check = ExactCheck(cell: Fixtures.cell("a"), rule: rule)
        for (base, head) in repetitions { check.record(.init(base: base, head: head)) }
        return check.state
    }

    private static let duplicates = ExactRule(.duplicates(.fast))

    @Test func check_NeedsARepetition_AndAConfirmationOfADifference() {
        #expect(Self.state(Self.duplicates, []) == .needsRepetition)
        #expect(Self.state(Self.duplicates, [(0, 0)]) == .decided(.unchanged))
        #expect(Self.state(Self.duplicates, [(0, 3)]) == .needsConfirmation)
        #expect(Self.state(Self.duplicates, [(0, 3), (0, 1)]) == .decided(.regression))
        #expect(Self.state(Self.duplicates, [(3, 0), (2, 0)]) == .decided(.improvement))
        #expect(Self.state(Self.duplicates, [(0, 3), (0, 0)]) == .decided(.unchanged))
        #expect(Self.state(Self.duplicates, [(0, 3), (3, 0)]) == .decided(.undecided))
    }

    @Test func check_IsDecidedOnce() {
        #expect(Self.state(Self.duplicates, [(0, 0), (0, 9), (0, 9)]) == .decided(.unchanged))
    }

    @Test func check_IsNotDecidedByAnAbsentFigure() {
        #expect(Self.state(Self.duplicates, [(nil, nil)]) == .notApplicable)
        #expect(Self.state(Self.duplicates, [(0, nil)]) == .decided(.undecided))
        #expect(Self.state(Self.duplicates, [(nil, 0)]) == .decided(.undecided))
        #expect(Self.state(Self.duplicates, [(0, 3), (0, nil)]) == .decided(.undecided))
    }

    @Test func slack_IsNoDifference() {
        let rule = ExactRule(.allocationsPerDelivery, slack: ExactRule.allocationSlack)
        // 1.001 - 1 is a little more than 0.001 in binary.
        #expect(Self.state(rule, [(1, 1.001)]) == .decided(.unchanged))
        #expect(Self.state(rule, [(1, 1.0011)]) == .needsConfirmation)
        #expect(Self.state(rule, [(1, 1.25), (1, 1.25)]) == .decided(.regression))
        #expect(Self.state(rule, [(1.25, 1), (1.25, 1)]) == .decided(.improvement))
    }

    @Test func equality_IsBrokenInEitherDirection() {
        let rule = ExactRule(.published)
        #expect(rule.isEquality)
        for head in [9.0, 11] { #expect(Self.state(rule, [(10, head), (10, head)]) == .decided(.regression)) }
    }

    @Test func rules_AreThoseThatTheCellPromises() {
        var cell = Fixtures.trial("a").cell
        cell.dispatch = .detached
        #expect(ExactRule.rules(for: cell).map(\.metric) == [.duplicates(.fast)])
        cell.dispatch = .awaited
        cell.slowSubscribers = 1
        cell.messages = 100
        #expect(
            ExactRule.rules(for: cell).map(\.metric) == [
                .duplicates(.fast), .duplicates(.slow), .outOfOrder(.fast), .outOfOrder(.slow),
            ])
        cell.slowSubscribers = 0
        cell.exact = true
        let rules = ExactRule.rules(for: cell)
        #expect(rules.contains(ExactRule(.published)))
        #expect(rules.contains(ExactRule(.heapGrowth, slack: 16_384)))
        #expect(rules.last == ExactRule(.allocationsPerDelivery, slack: 0.001))
    }
}
