import Experiment
import Testing

@testable import Laggard

/// Which trials are compared with which.
struct ImplementationPairsTests {
    private func trial(_ name: String, _ repetition: Int, _ cell: Cell = .fixture()) -> TrialRecord {
        RatioTrials.trial(name, repetition, cell)
    }

    @Test func pairs_AreOfTheSameCellAndRepetition_WhateverTheOrderOfRows() {
        var random = SplitMix64(seed: 7)
        for round in 0..<200 {
            var records: [TrialRecord] = []
            for strategy in [StrategyName.timer, .dropNewest] {
                for name in ["laggard", "go", "stream"] {
                    for repetition in 0..<Int(random.next() % 5) {
                        var record = trial(name, repetition, .fixture(strategy))
                        if random.next() % 4 == 0 { record.status = .crashed }
                        records.append(record)
                    }
                }
            }
            random.shuffle(&records)
            let found = ImplementationPairs.among(records)
            let good = records.filter { $0.status == .ok }
            for each in found {
                let repetitions = each.pairs.map(\.reference.repetition)
                #expect(repetitions == repetitions.sorted() && Set(repetitions).count == repetitions.count)
                for pair in each.pairs {
                    var other = pair.other.cell
                    other.implementation = pair.reference.cell.implementation
                    #expect(other == pair.reference.cell, "round \(round)")
                    #expect(pair.reference.status == .ok && pair.other.status == .ok)
                }
                // None is forgotten.
                let sides = [each.reference, each.other].map { name in
                    Set(
                        good.filter { $0.cell.strategy == each.cell.strategy && $0.cell.implementation == name }
                            .map(\.repetition))
                }
                #expect(Set(repetitions) == sides[0].intersection(sides[1]))
            }
        }
    }

    @Test func reference_IsLaggardOrElseTheFirstName() {
        let both = ImplementationPairs.among([trial("go", 0), trial("laggard", 0), trial("stream", 0)])
        #expect(both.map(\.reference) == ["laggard", "laggard"])
        #expect(both.map(\.other).sorted() == ["go", "stream"])
        let others = ImplementationPairs.among([trial("stream", 0), trial("go", 0)])
        #expect(others.map(\.reference) == ["go"] && others.map(\.other) == ["stream"])
    }

    @Test func pairs_AreNone_WhenCellsOrImplementationsDoNotMeet() {
        var wide = Cell.fixture()
        wide.capacity = 11
        #expect(ImplementationPairs.among([trial("laggard", 0), trial("laggard", 1)]).isEmpty)
        #expect(ImplementationPairs.among([trial("laggard", 0), trial("go", 0, wide)]).isEmpty)
        #expect(ImplementationPairs.among([trial("laggard", 0), trial("go", 1)]).map(\.pairs.count) == [0])
    }
}
