import Experiment
import Testing

@testable import Laggard

@Suite struct PresetTests {
    private func repetitionS(_ preset: Preset) throws -> Double {
        try Schedule(preset.plan(overrides: [PlanOverride("repetitions=1")])).estimatedS
    }

    @Test(arguments: Preset.allCases)
    func preset_IsSound(preset: Preset) throws {
        let plan = try preset.plan()
        #expect(plan.name == preset.rawValue)
        #expect(Set(try Matrix(plan).cells.map(\.strategy)) == Set(StrategyName.allCases))
    }

    @Test func preset_StaysWithinItsTime() throws {
        #expect(try repetitionS(.smoke) < 16)
        #expect(try repetitionS(.default) < 115)
        #expect(try repetitionS(.full) < 22 * 60)
    }

    @Test func preset_HasTheTrialsThatItsTextSays() throws {
        #expect(try Matrix(Preset.smoke.plan()).cells.count == 12)
        #expect(try Matrix(Preset.default.plan()).cells.count == 72)
        #expect(try Matrix(Preset.full.plan()).cells.count == 191)
    }

    // A p99 needs 100 messages in the window.
    @Test(arguments: Preset.allCases)
    func preset_HasEnoughMessagesForAP99(preset: Preset) throws {
        for cell in try Matrix(preset.plan()).cells {
            guard let rate = cell.offeredRatePerS, let duration = cell.durationS else { continue }
            #expect(rate * duration >= 100, "\(cell)")
        }
    }
}
