import Experiment
import Testing

@testable import Laggard

@Suite struct PairScheduleTests {
    @Test func next_TakesTheCellsInTurn_WithBothSidesOfAPairTogether() {
        var schedule = PairSchedule(cells: PairSamples.cells, seed: 3)
        let ids = PairSamples.cells.map { CellID.of($0) }
        let pairs = schedule.next([ids[0]: 3, ids[1]: 1])
        #expect(pairs.map(\.cellID) == [ids[0], ids[1], ids[0], ids[0]])
        #expect(pairs.map(\.index) == [0, 0, 1, 2])
        #expect(schedule.next([ids[0]: 1]).map(\.index) == [3])
        #expect(pairs.allSatisfy { Set($0.order) == [.base, .head] && $0.order[0] == $0.first })
    }

    @Test func next_IsTheSame_WhenTheSeedIs() {
        let counts = Dictionary(uniqueKeysWithValues: PairSamples.cells.map { (CellID.of($0), 20) })
        func order(_ seed: UInt64) -> [Side] {
            var schedule = PairSchedule(cells: PairSamples.cells, seed: seed)
            return schedule.next(counts).map(\.first)
        }
        #expect(order(1) == order(1))
        #expect(order(1) != order(2))
    }

    // The false-alarm rate rests on fair coins, each of its own: 4 standard deviations of 20,000 flips.
    @Test(arguments: [1, 2, 77] as [UInt64])
    func first_IsAFairCoin_IndependentOfTheFlipBeforeAndOfOtherCells(seed: UInt64) {
        let count = 20_000
        var schedule = PairSchedule(cells: Array(PairSamples.cells.prefix(2)), seed: seed)
        let ids = PairSamples.cells.prefix(2).map { CellID.of($0) }
        let pairs = schedule.next([ids[0]: count, ids[1]: count])
        let coins = ids.map { id in pairs.filter { $0.cellID == id }.map { $0.first == .base } }
        let margin = 4 * (Double(count) / 4).squareRoot()
        let agreements = [
            coins[0].count { $0 }, zip(coins[0], coins[0].dropFirst()).count { $0 == $1 },
            zip(coins[0], coins[1]).count { $0 == $1 },
        ]
        for agreement in agreements { #expect(abs(Double(agreement) - Double(count) / 2) < margin, "seed \(seed)") }
    }

    @Test func pair_HasOneSeedForBothSides_AndAnotherForTheNext() {
        var schedule = PairSchedule(cells: PairSamples.cells, seed: 9)
        let pairs = schedule.next([CellID.of(PairSamples.cells[0]): 2])
        #expect(pairs[0].cell.seed != pairs[1].cell.seed)
        #expect(pairs[0].trialID(.base) == "\(pairs[0].cellID)-p0-base")
        #expect(schedule.trialRun(round: 1)[0].trialID(.head) == "\(pairs[0].cellID)-x1-head")
    }
}
