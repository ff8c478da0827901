import Experiment
import Testing

@testable import Laggard

@Suite struct PresetTests {
    private func estimatedS(_ preset: Preset) throws -> Double { try Schedule(preset.plan()).estimatedS }

    @Test(arguments: Preset.allCases)
    func preset_IsSound(preset: Preset) throws {
        let plan = try preset.plan()
        #expect(plan.name == preset.rawValue)
        #expect(try !Matrix(plan).cells.isEmpty)
    }

    @Test(arguments: [Preset.smoke, .default, .full, .peers, .sweep])
    func preset_HasTheArticlesStrategies(preset: Preset) throws {
        let article: Set<StrategyName> = [.after, .sharedTimer, .sharedTicker, .timer, .ticker, .dropNewest]
        #expect(Set(try Matrix(preset.plan()).cells.map(\.strategy)).isSuperset(of: article))
    }

    /// What tells the cells of the sweep apart.
    private struct SweepKey: Hashable {
        var strategy: StrategyName
        var source: TimerSourceName?
        var dispatch: Dispatch?
        var subscribers: Int
        var isSlow: Bool
    }

    @Test func sweep_HasEverySensiblePair_AtEverySize() throws {
        let keys = try Matrix(Preset.sweep.plan()).cells.map {
            SweepKey(
                strategy: $0.strategy, source: $0.timerSource, dispatch: $0.dispatch, subscribers: $0.subscribers,
                isSlow: $0.slowSubscribers > 0)
        }
        var expected: Set<SweepKey> = []
        for strategy in StrategyName.allCases {
            let sources: [TimerSourceName?] = strategy.timerSources.isEmpty ? [nil] : strategy.timerSources
            for source in sources {
                for dispatch in strategy.waits ? [Dispatch.detached, .awaited] : [Dispatch?.none] {
                    for (subscribers, isSlow) in [10, 100, 1_000, 10_000].flatMap({ [($0, true), ($0, false)] }) {
                        expected.insert(
                            SweepKey(
                                strategy: strategy, source: source, dispatch: dispatch, subscribers: subscribers,
                                isSlow: isSlow))
                    }
                }
            }
        }
        #expect(Set(keys) == expected)
    }

    @Test func gate_HasFewCells_OfWhatMatters() throws {
        let cells = try Matrix(Preset.gate.plan()).cells
        #expect(cells.count <= 4)
        #expect(Set(cells.filter { $0.messages == nil }.map(\.loadModel)) == [.open, .saturated])
        #expect(cells.contains { $0.exact })
        #expect(cells.contains { $0.messages ?? 0 >= 10_000 && !$0.exact })
    }

    // The estimate counts every drain and wait in full: a run takes some 85% of it.
    @Test func preset_StaysWithinItsTime() throws {
        #expect(try estimatedS(.smoke) < 30)
        #expect(try estimatedS(.default) < 480)
        #expect(try estimatedS(.peers) < 480)
        #expect(try estimatedS(.full) < 240 * 60)
        #expect(try estimatedS(.scaling) < 480)
    }

    /// Three sweeps, in each of which one axis varies, and all through one point.
    @Test func scaling_VariesOneAxisAtATime_ThroughACommonPoint() throws {
        let axes: [(scenario: String, value: (Cell) -> Int, values: Set<Int>)] = [
            ("subscribers", \.subscribers, [10, 100, 1_000, 10_000, 100_000]),
            ("topics", \.topics, [1, 10, 100, 1_000]), ("publishers", \.publishers, [1, 2, 4, 8]),
        ]
        let cells = try Matrix(Preset.scaling.plan()).cells
        #expect(Set(cells.map(\.scenario)) == Set(axes.map(\.scenario)))
        for axis in axes {
            let own = cells.filter { $0.scenario == axis.scenario }
            for (key, line) in Dictionary(grouping: own, by: { "\($0.strategy) \($0.executor)" }) {
                #expect(line.map(axis.value).sorted() == axis.values.sorted(), "\(key)")
                for other in axes where other.scenario != axis.scenario {
                    let common = other.scenario == "subscribers" ? 1_000 : 1
                    #expect(line.allSatisfy { other.value($0) == common }, "\(key)")
                }
            }
            #expect(Set(own.map(\.executor)) == ["default", "own"])
            #expect(Set(own.map(\.strategy)) == [.timer, .deadline, .dropNewest])
            #expect(own.allSatisfy { $0.loadModel == .saturated && $0.slowSubscribers == 0 })
        }
    }

    @Test func peers_MeasureTheSameCellsOfLaggardAndAnother() throws {
        let cells = try Matrix(Preset.peers.plan()).cells
        func strategies(_ name: String) -> Set<StrategyName> {
            Set(cells.filter { $0.implementation == name }.map(\.strategy))
        }
        #expect(strategies("stream") == [.dropNewest, .dropOldest])
        #expect(strategies("go") == [.after, .sharedTimer, .sharedTicker, .timer, .ticker, .dropNewest])
        let same = Dictionary(grouping: cells) { cell in
            var cell = cell
            cell.implementation = ""
            return cell
        }
        for (cell, sides) in same {
            #expect(sides.count > 1 && sides.contains { $0.implementation == "laggard" }, "\(cell)")
        }
    }

    @Test func remedy_IsKnownForEveryProgramOfAPreset() throws {
        for preset in Preset.allCases {
            for implementation in try preset.plan().implementations.values {
                #expect(Preset.remedy(forProgram: implementation.command[0]) != nil)
                #expect(implementation.build == nil, "a preset is run from any folder")
            }
        }
    }

    @Test(arguments: [Preset.smoke, .default, .full])
    func preset_CoversTheSubscribersAndLoadsThatItNames(preset: Preset) throws {
        let cells = try Matrix(preset.plan()).cells
        let subscribers: Set = preset == .smoke ? [10, 1_000] : [10, 100, 1_000, 10_000]
        for strategy in Set(cells.map(\.strategy)) {
            for load in LoadModel.allCases {
                let slow = cells.filter { $0.strategy == strategy && $0.loadModel == load && $0.slowFraction == 0.05 }
                #expect(Set(slow.map(\.subscribers)) == subscribers, "\(strategy) \(load)")
                let control = cells.filter { $0.strategy == strategy && $0.loadModel == load && $0.slowFraction == 0 }
                #expect(preset == .smoke || Set(control.map(\.subscribers)) == subscribers, "\(strategy) \(load)")
            }
        }
    }

    // A p99 needs 100 messages in the window.
    @Test(arguments: Preset.allCases.filter { $0 != .sweep })
    func preset_HasEnoughMessagesForAP99(preset: Preset) throws {
        for cell in try Matrix(preset.plan()).cells {
            guard let rate = cell.offeredRatePerS, let duration = cell.durationS else { continue }
            #expect(rate * duration >= 100, "\(cell)")
        }
    }
}
