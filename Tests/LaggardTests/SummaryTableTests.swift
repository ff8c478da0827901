import Experiment
import Testing

@testable import Laggard

/// Whole tables, as a user sees them.
struct SummaryTableTests {
    private static let legend = """

        Medians over the repetitions, with half the range (±). * best, ! worst of the lines that differ in nothing but
        strategy, timer source, executor, consumer or implementation, where they are more than 5% apart;
        > a lower bound; - not known. Deliveries a second: saturated, as fast as it goes; deliveries, at the offered rate.

        """

    private func figures(rate: Double?, p99: Double?, heap: Double?, drops: Double = 0) -> [(Metric, Double)] {
        let known: [(Metric, Double?)] = [
            (.deliveryRate, rate), (.latencyP99(.fast), p99), (.heapGrowth, heap), (.dropsTimedOut(.fast), drops),
            (.dropsRejectedNewest(.fast), 0), (.pending(.fast), 0), (.outOfOrder(.fast), 0),
        ]
        return known.compactMap { metric, value in value.map { (metric, $0) } }
    }

    @Test func table_JoinsSaturatedThroughputToOpenLatency_WhenBothExist() {
        var records: [TrialRecord] = []
        for repetition in 0..<3 {
            let step = Double(repetition)
            let open = figures(rate: 1_000, p99: 1.2e6 + step * 1e5, heap: 12_000 + step * 1_000, drops: step)
            records.append(.fixture(.fixture(), repetition: repetition, open))
            records.append(
                .fixture(
                    .fixture(load: .saturated), repetition: repetition,
                    figures(rate: 5e6 + step * 1e6, p99: nil, heap: 9e9)))
            records.append(
                .fixture(.fixture(.after), repetition: repetition, figures(rate: 900, p99: 1.3e8, heap: 2.3e9)))
        }
        #expect(
            SummaryTable(records).text() == """
                steady
                  strategy  subscribers  n       saturated       deliveries        fast p99     heap growth  drops fast  drops slow  pending  out of order  status
                  after              10  3               -       900 ±0 /s!      130 ±0 ms!  2.30 ±0.00 GB!       0 ±0*           -     0 ±0          0 ±0  ok
                  timer              10  3  6.00 ±1.00 M/s  1.00 ±0.00 k/s*  1.30 ±0.10 ms*   13.0 ±1.0 KB*       1 ±1!           -     0 ±0          0 ±0  ok

                """ + Self.legend)
    }

    @Test func table_TakesThroughputFromAnotherScenario_WhenOneCellMatches() {
        var flood = Cell.fixture(load: .saturated)
        flood.scenario = "flood"
        flood.capacity = 100
        let open = TrialRecord.fixture(.fixture(), figures(rate: 1_000, p99: 1e6, heap: 0))
        let records = [open, .fixture(flood, figures(rate: 5e6, p99: nil, heap: 0))]
        let line = "timer              10  1   5.00 M/s    1.00 k/s   1.00 ms          0 B           0           -"
        #expect(SummaryTable(records).text().contains(line))
        flood.capacity = 10
        var other = TrialRecord.fixture(flood, figures(rate: 9e6, p99: nil, heap: 0))
        other.cellID = "other"
        // Nothing says which of the two is meant.
        let ambiguous = SummaryTable(records + [other]).text()
        #expect(
            ambiguous.contains("timer              10  1    1.00 k/s   1.00 ms          0 B           0           -"))
    }

    @Test func table_ShowsFailedTrialsAndAbsentFigures() {
        let records: [TrialRecord] = [
            .fixture(.fixture(), status: .crashed, detail: "killed by SIGSEGV", figures(rate: 5, p99: 1, heap: 1)),
            .fixture(.fixture(), repetition: 1, figures(rate: 1_000, p99: nil, heap: 512)),
            .fixture(.fixture(.dropNewest), status: .timeout, detail: "no result after 9 s"),
        ]
        #expect(
            SummaryTable(records).text() == """
                steady
                  strategy     subscribers  n  deliveries  fast p99  heap growth  drops fast  drops slow  pending  out of order  status
                  timer                 10  2    1.00 k/s         -        512 B           0           -        0             0  1 ok, 1 crashed
                  drop-newest           10  1           -         -            -           -           -        -             -  timeout

                """ + Self.legend + """

                    Trials that failed (2):
                      timer-10-open-r0  crashed: killed by SIGSEGV
                      drop-newest-10-open-r0  timeout: no result after 9 s

                    """)
    }

    @Test func table_HasAColumn_WhenAParameterVaries() {
        var wide = Cell.fixture(subscribers: 1_000)
        wide.capacity = 100
        var late = TrialRecord.fixture(wide, figures(rate: 2e5, p99: 3e6, heap: -2_000))
        late.latencyBound = true
        late.behind = true
        let records = [late, .fixture(.fixture(), figures(rate: 1_000, p99: 9.996e5, heap: 0))]
        let text = SummaryTable(records).text()
        #expect(
            text == """
                steady
                  strategy  subscribers  capacity  n  deliveries  fast p99  heap growth  drops fast  drops slow  pending  out of order  status
                  timer              10        10  1    1.00 k/s   1.00 ms          0 B           0           -        0             0  ok
                  timer            1000       100  1     200 k/s  >3.00 ms     -2.00 KB           0           -        0             0  ok (behind)

                """ + Self.legend)
    }

    @Test func table_JoinsAwaitedThroughputToDetachedLatency_WhenWorkloadIsTheSame() {
        var flood = Cell.fixture(load: .saturated)
        flood.dispatch = .awaited
        var open = Cell.fixture()
        open.dispatch = .detached
        let records: [TrialRecord] = [
            .fixture(open, figures(rate: 1_000, p99: 1e6, heap: 0)),
            .fixture(flood, figures(rate: 5e6, p99: nil, heap: 0)),
        ]
        let rows = SummaryTable.rows(records, among: records)
        #expect(rows.map(\.trials) == [[records[0]]])
        #expect(rows.map(\.saturated) == [[records[1]]])
    }

    @Test func table_NeverMarksALowerBoundAsTheBest() {
        var bound = TrialRecord.fixture(.fixture(.after), figures(rate: 1_000, p99: 1e6, heap: 0))
        bound.latencyBound = true
        let records = [
            bound, .fixture(.fixture(), figures(rate: 1_000, p99: 2e6, heap: 0)),
            .fixture(.fixture(.ticker), figures(rate: 1_000, p99: 3e6, heap: 0)),
        ]
        let text = SummaryTable(records).text()
        #expect(text.contains(">1.00 ms  ") && text.contains("2.00 ms*") && text.contains("3.00 ms!"))
    }

    @Test func table_SaysSo_WhenThereIsNothing() {
        #expect(SummaryTable([]).text() == "no trials yet\n")
    }

    @Test func table_IsTheSame_WhateverTheOrderOfRows() {
        let records = StrategyName.allCases.flatMap { strategy in
            [10, 1_000].map {
                TrialRecord.fixture(.fixture(strategy, subscribers: $0), figures(rate: 5, p99: 6, heap: 7))
            }
        }
        #expect(SummaryTable(records).text() == SummaryTable(records.reversed()).text())
    }
}
