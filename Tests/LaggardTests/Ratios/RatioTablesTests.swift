import Experiment
import Testing

@testable import Laggard

/// Whole tables of ratios, as a user sees them.
struct RatioTablesTests {
    /// Two strategies by two others, six repetitions; one trial crashed, and one side's latency is a lower bound.
    private var records: [TrialRecord] {
        (0..<6).flatMap { repetition -> [TrialRecord] in
            let drift = 1 + 0.3 * Double(repetition)
            let step = 1 + 0.02 * Double(repetition)
            func trial(_ name: String, _ cell: Cell, _ size: Double, isBound: Bool = false) -> TrialRecord {
                let latency: [(Metric, Double)] = cell.loadModel == .open ? [(.latencyP99(.fast), 1e6 * size)] : []
                let rate = cell.loadModel == .open ? 1_000 : 1e6 / size / drift
                return RatioTrials.trial(
                    name, repetition, cell, status: name == "stream" && repetition == 2 ? .crashed : .ok,
                    isBound: isBound, [(.deliveryRate, rate), (.cpuPerDelivery, 500 * size * drift)] + latency)
            }
            let saturated = Cell.fixture(.dropNewest, subscribers: 1_000, load: .saturated)
            return [
                trial("laggard", saturated, 0.8 * step), trial("go", saturated, 1), trial("stream", saturated, 0.8),
                trial("laggard", .fixture(.dropNewest), 1.5 * step), trial("go", .fixture(.dropNewest), 1),
                trial("laggard", .fixture(.after), 9 * step), trial("go", .fixture(.after), 20, isBound: true),
            ]
        }
    }

    @Test func tables_ShowEveryCellOfTwoImplementations() {
        let tables = RatioTables(records)
        #expect(
            tables.tables.map(\.text).joined() + tables.caption == """
                steady: ratios
                  strategy     subscribers       load  ratio           pairs  deliveries           CPU per delivery       fast p99
                  drop-newest         1000  saturated  laggard/go          6  1.19 [1.14, 1.25]*   0.840 [0.800, 0.880]*  -
                  drop-newest         1000  saturated  laggard/stream      5  0.953 [0.909, 1.00]  1.05 [1.00, 1.10]      -
                  after                 10     100 /s  laggard/go          6  1.00 [1.00, 1.00]    0.472 [0.450, 0.495]*  <0.472 [<0.495]*
                  drop-newest           10     100 /s  laggard/go          6  1.00 [1.00, 1.00]    1.57 [1.50, 1.65]!     1.57 [1.50, 1.65]!
                The first implementation's figure over the second's, by pairs of the same repetition (Hodges-Lehmann).
                [Intervals]: 96.9% with 6 pairs, 93.8% with 5 pairs.
                * better, ! worse where an interval of at least 90% lies on one side of 1; > at least, < at most, ~ not known, where
                latencies are lower bounds; - no figure. Trials that did not end as ok are left out.

                """)
    }

    @Test func markdown_IsATableOfADocument() {
        let text = RunText.tables(records, part: .ratios, isMarkdown: true)
        #expect(
            text == #"""
                **steady: ratios**

                | strategy | subscribers | load | ratio | pairs | deliveries | CPU per delivery | fast p99 |
                | --- | ---: | ---: | --- | ---: | --- | --- | --- |
                | drop-newest | 1000 | saturated | laggard/go | 6 | 1.19 \[1.14, 1.25]\* | 0.840 \[0.800, 0.880]\* | - |
                | drop-newest | 1000 | saturated | laggard/stream | 5 | 0.953 \[0.909, 1.00] | 1.05 \[1.00, 1.10] | - |
                | after | 10 | 100 /s | laggard/go | 6 | 1.00 \[1.00, 1.00] | 0.472 \[0.450, 0.495]\* | \<0.472 \[\<0.495]\* |
                | drop-newest | 10 | 100 /s | laggard/go | 6 | 1.00 \[1.00, 1.00] | 1.57 \[1.50, 1.65]! | 1.57 \[1.50, 1.65]! |

                The first implementation's figure over the second's, by pairs of the same repetition (Hodges-Lehmann).
                \[Intervals]: 96.9% with 6 pairs, 93.8% with 5 pairs.
                \* better, ! worse where an interval of at least 90% lies on one side of 1; > at least, \< at most, \~ not known, where
                latencies are lower bounds; - no figure. Trials that did not end as ok are left out.

                """#)
    }

    @Test func tables_AreTheSame_WhateverTheOrderOfRows() {
        let tables = RatioTables(records)
        let reversed = RatioTables(records.reversed())
        #expect(tables.tables.map(\.text) == reversed.tables.map(\.text))
        #expect(tables.caption == reversed.caption)
    }

    @Test func text_HasNoRatios_WhenThereIsOneImplementation() {
        let ours = records.filter { $0.cell.implementation == "laggard" }
        #expect(RatioTables(ours).isEmpty)
        #expect(RunText.tables(ours) == SummaryTable(ours).text())
        #expect(RunText.tables(ours, part: .ratios) == "no cell has trials of two implementations\n")
        #expect(RunText.tables(records, part: .summary) == SummaryTable(records).text())
        #expect(RunText.tables(records).hasPrefix(SummaryTable(records).text() + "\nsteady: ratios\n"))
    }
}
