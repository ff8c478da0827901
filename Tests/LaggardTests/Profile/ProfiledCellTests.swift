import ArgumentParser
import Experiment
import Testing

@testable import Laggard

/// Which cell a command line profiles.
struct ProfiledCellTests {
    private func cell(_ words: String...) throws -> Cell {
        try ProfiledSource.parse(words).cell()
    }

    private func complaint(_ words: String...) throws -> String {
        let source = try ProfiledSource.parse(words)
        do {
            _ = try source.cell()
            return ""
        } catch {
            #expect(error.status == .usage)
            return error.description
        }
    }

    @Test func cell_IsTheDemonstration_WithoutAPlan() throws {
        let cell = try cell()
        #expect(cell.profiled && cell.strategy == .after && cell.subscribers == 1 && cell.timeoutMs == 180_000)
        #expect(cell.loadModel == .saturated)
        // The same as 'laggard leak' has.
        var leak = try #require(
            try Schedule(
                LeakPlan(
                    strategies: ["after"], timerSources: [], timeout: "180s", duration: "5s", heapLimit: "4GiB"
                ).plan()
            ).trials.first?.cell)
        leak.profiled = true
        leak.heapLimitBytes = cell.heapLimitBytes
        leak.seed = cell.seed
        #expect(cell == leak)
    }

    @Test func options_ChangeIt() throws {
        let cell = try cell(
            "--strategy", "timer", "--timer-source", "wheel", "--timeout", "5ms", "--for", "2s", "--set",
            "subscribers=7")
        #expect(cell.strategy == .timer && cell.timerSource == .wheel && cell.timeoutMs == 5)
        #expect(cell.durationS == 2 && cell.subscribers == 7)
    }

    @Test func planWithManyCells_IsNarrowedDown() throws {
        let cell = try cell(
            "--preset", "default", "--scenario", "slow", "--strategy", "timer", "--where", "subscribers=1000",
            "--where",
            "load_model=saturated")
        #expect(cell.scenario == "slow" && cell.strategy == .timer && cell.subscribers == 1_000)
        let several = try complaint("--preset", "default", "--scenario", "slow", "--strategy", "timer")
        #expect(several.contains("one is to be profiled") && several.contains("subscribers (10, 100, 1000"))
        #expect(
            try complaint("--preset", "default", "--where", "subscribers=11").contains("subscribers (10, 100, 1000"))
        #expect(throws: (any Error).self) { try ProfiledSource.parse(["--where", "colour=red"]) }
        #expect(try complaint("--preset", "default", "--scenario", "none").contains("it has"))
        #expect(try complaint("--preset", "default").contains("--scenario, --strategy or --where"))
        #expect(try complaint("--strategy", "nothing").contains("nothing"))
        #expect(try complaint("--set", "exact=true", "--set", "messages=100").contains("exact"))
    }

    @Test func environment_TurnsTheProfilerOn_AndLeavesTheUserTheLastWord() {
        var cell = Cell.fixture()
        #expect(ChildEnvironment.settings(nil, for: cell) == nil)
        #expect(ChildEnvironment.settings("narenas:2", for: cell) == "narenas:2")
        cell.profiled = true
        let settings = ChildEnvironment.settings("lg_prof_sample:12", for: cell)
        #expect(settings?.hasPrefix("prof:true,prof_active:false") == true)
        #expect(settings?.hasSuffix(",lg_prof_sample:12") == true)
    }

    @Test func request_MarksEveryCell_AndTellsTheChild() throws {
        let plan = try PlanFile.plan(
            yaml: "name: p\nscenarios: {s: {strategy: timer, subscribers: 1, load_model: saturated, duration: 1s}}",
            file: "p")
        let plain = try RunRequest(plan: plan, folder: .new(nil))
        let profiled = try RunRequest(plan: plan, folder: .new(nil), profiling: .served(port: 6_061))
        #expect(profiled.schedule.trials.map(\.cell.profiled) == [true])
        #expect(profiled.schedule.trials[0].cellID != plain.schedule.trials[0].cellID)
        #expect(profiled.command(of: "laggard").arguments == ["--pprof", "6061"])
        #expect(plain.command(of: "laggard").arguments.isEmpty)
    }
}
