import Testing

@testable import Experiment

@Suite struct ScheduleTests {
    private func plan(seed: UInt64 = 1, repetitions: Int = 3) throws -> Plan {
        var plan = try Plans.plan([.subscribers: (1...20).map(String.init)], repetitions: repetitions)
        plan.seed = seed
        return plan
    }

    @Test func schedule_IsTheSame_WhenThePlanIs() throws {
        #expect(try Schedule(plan()) == Schedule(plan()))
    }

    @Test func schedule_IsKnown_OnEveryMachine() throws {
        #expect(Schedule.seed(plan: 1, repetition: 0) == 4_420_853_700_253_916_478)
        let first = try Schedule(plan()).trials.prefix(6).map(\.cell.subscribers)
        #expect(first == [7, 10, 16, 20, 15, 12])
    }

    @Test func schedule_HasAnotherOrder_WhenTheSeedIsAnother() throws {
        let one = try Schedule(plan(seed: 1)).trials.map(\.cellID)
        let two = try Schedule(plan(seed: 2)).trials.map(\.cellID)
        #expect(one != two)
        #expect(Set(one) == Set(two))
    }

    @Test func schedule_ShufflesEachRepetition_Anew() throws {
        let trials = try Schedule(plan()).trials
        #expect(trials.map(\.repetition) == (0..<3).flatMap { Array(repeating: $0, count: 20) })
        #expect(trials.map(\.order) == Array(0..<60))
        let rounds = (0..<3).map { round in trials.filter { $0.repetition == round }.map(\.cellID) }
        #expect(Set(rounds).count == 3)
        #expect(Set(rounds.map(Set.init)).count == 1)
        #expect(rounds[0] != (try Matrix(plan()).cells.map(CellID.of)))
    }

    @Test func schedule_GivesOneSeed_ToAllCellsOfARepetition() throws {
        let trials = try Schedule(plan()).trials
        let seeds = Dictionary(grouping: trials, by: \.repetition).mapValues { Set($0.map(\.cell.seed)) }
        #expect(seeds.values.allSatisfy { $0.count == 1 })
        #expect(Set(seeds.values).count == 3)
        #expect(trials.allSatisfy { $0.cell.seed <= UInt64(Int64.max) })
    }

    @Test func trialID_IsUniqueAndReadable() throws {
        let trials = try Schedule(plan()).trials
        #expect(Set(trials.map(\.trialID)).count == trials.count)
        #expect(trials.allSatisfy { $0.trialID == "\($0.cellID)-r\($0.repetition)" })
    }

    @Test func schedule_HasTheScenariosRepetitions_WhenItHasItsOwn() throws {
        var plan = try plan(repetitions: 2)
        plan.scenarios = [try Plans.scenario("a"), try Plans.scenario("b", repetitions: 4)]
        let trials = try Schedule(plan).trials
        #expect(trials.filter { $0.cell.scenario == "a" }.map(\.repetition) == [0, 1])
        #expect(trials.filter { $0.cell.scenario == "b" }.map(\.repetition) == [0, 1, 2, 3])
    }

    @Test func estimate_AddsUp_WhenThereAreSlowOnes() throws {
        let cell = try #require(
            try Plans.cells([.subscribers: ["10000"], .slowFraction: ["0.05"], .duration: ["2s"]]).first)
        #expect(abs(cell.estimatedS - (0.15 + 0.2 + 0.5 + 2 + 2)) < 1e-9)
        let counted = try #require(try Plans.cells([.messages: ["300"]]).first)
        #expect(abs(counted.estimatedS - (0.15 + 0.0002 + 0.5 + 3 + 0.1)) < 1e-9)
    }

    // Vigna's splitmix64.c, seed 1234567.
    @Test func splitMix_GivesThePublishedSequence() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func next_IsEven_BelowABound() {
        var random = SplitMix64(seed: 7)
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<6_000 { counts[random.next(below: 6)] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
    }
}
