import Experiment
import Gate
import Testing

@testable import Laggard

/// A search over trials that are made up.
struct SearchedCellTests {
    private static func limit(_ text: String) throws -> Limit { try Limit(text) }

    private func cell() -> Cell {
        var cell = Cell.fixture()
        cell.loadModel = .open
        cell.offeredRatePerS = 100
        cell.durationS = 1
        return cell
    }

    /// A trial of a broker whose p99 is 1 us for each message per second.
    private func trial(_ cell: Cell, _ change: (inout TrialRecord) -> Void = { _ in }) -> TrialRecord {
        var record = TrialRecord(
            runID: "r", trialID: "t", cellID: CellID.of(cell), repetition: 0, order: 0, startedAt: "", host: "",
            cell: cell, status: .ok, measurements: Measurements())
        let rate = cell.offeredRatePerS ?? 0
        record.behind = false
        record.measurements[.latencyP99(.fast)] = rate * 1_000
        record.measurements[.deliveryRate] = rate * Double(cell.subscribers)
        change(&record)
        return record
    }

    private func search(_ cell: Cell, precision: Double = 0.05) throws -> SearchedCell {
        SearchedCell(
            cell, limits: [try Self.limit("fast_latency_p99_ns <= 5ms")],
            search: RateSearch(from: 100, in: 10...1_000_000, precision: precision))
    }

    @Test func answer_IsTheHighestRateWithinTheLimit() throws {
        var searched = try search(cell())
        var probes = 0
        while let next = searched.next {
            if searched.record(trial(next.cell)) != nil { probes += 1 }
        }
        let answer = try #require(searched.answer)
        let rate = try #require(answer.cell.offeredRatePerS)
        let failsAt = try #require(answer.failsAt)
        #expect(answer.kind == .answer && answer.holds)
        #expect(rate <= 5_000 && failsAt > 5_000 && failsAt <= rate * 1.05)
        #expect(answer.fastP99 == rate * 1_000)
        #expect(answer.reason?.contains("fast_latency_p99_ns") == true)
        #expect(answer.limits == "fast_latency_p99_ns <= 5ms")
        #expect(probes == searched.probes.count)
    }

    @Test func twoOfThree_Decide() throws {
        var searched = try search(cell())
        let first = try #require(searched.next)
        #expect(searched.record(trial(first.cell) { $0.status = .crashed }) == nil)
        #expect(searched.next?.repetition == 1)
        #expect(searched.record(trial(first.cell)) == nil)
        let row = searched.record(trial(first.cell))
        let probe = try #require(row)
        #expect(probe.holds && probe.trials == 3)
    }

    @Test(arguments: ["behind", "lost", "waited", "unknown"])
    func rate_DoesNotHold(why: String) throws {
        var searched = try search(cell())
        let next = try #require(searched.next)
        let bad = trial(next.cell) { (record: inout TrialRecord) in
            switch why {
            case "behind": record.behind = true
            case "lost": record.measurements[.dropsRejectedNewest(.fast)] = 3
            case "waited": record.measurements[.pending(.fast)] = 2
            default: record.measurements[.latencyP99(.fast)] = nil
            }
        }
        _ = searched.record(bad)
        let last = searched.record(bad)
        let row = try #require(last)
        #expect(!row.holds)
        let words = [
            "behind": "fell behind", "lost": "lost 3", "waited": "still waited for 2", "unknown": "is not known",
        ]
        #expect(row.reason?.contains(words[why] ?? "?") == true)
        #expect(searched.next?.cell.offeredRatePerS == 50)
    }

    @Test func window_IsLongEnoughForAPercentile() throws {
        var cell = cell()
        cell.offeredRatePerS = 10
        let searched = SearchedCell(
            cell, limits: [], search: RateSearch(from: 10, in: 10...100, precision: 0.05))
        #expect(searched.next?.cell.durationS == 12)
    }

    @Test func plan_HasEachCellOnce_WhateverItsRates() throws {
        let plan = try PlanFile.plan(
            yaml: """
                name: p
                scenarios:
                  s: {strategy: [timer, drop-newest], subscribers: 10, rate: [100, 200], duration: 1s}
                  t: {strategy: timer, subscribers: 10, load_model: saturated, duration: 1s}
                """, file: "p")
        let search = try SearchPlan(plan, limits: [], from: nil, in: 10...1_000, precision: 0.05)
        #expect(search.cells.compactMap { $0.next?.cell.strategy } == [.timer, .dropNewest])
        #expect(search.cells.compactMap { $0.next?.cell.offeredRatePerS } == [100, 100])
        #expect(throws: Failure.self) {
            try SearchPlan(plan, limits: ["nonsense"], from: nil, in: 10...1_000, precision: 0.05)
        }
        var saturated = plan
        saturated.scenarios.removeFirst()
        #expect(throws: Failure.self) {
            try SearchPlan(saturated, limits: [], from: nil, in: 10...1_000, precision: 0.05)
        }
    }

    @Test func table_SaysWhatHolds_AndWhy() throws {
        var searched = try search(cell(), precision: 0.5)
        while let next = searched.next { _ = searched.record(trial(next.cell)) }
        let text = SearchTable(answers: [try #require(searched.answer)]).text()
        #expect(text.contains("highest rate") && text.contains("k/s") && text.contains("fast_latency_p99_ns"))
        #expect(SearchTable(answers: [try #require(searched.answer)]).markdown().hasPrefix("| strategy |"))
    }
}
