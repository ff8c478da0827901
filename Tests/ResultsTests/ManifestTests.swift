import Experiment
import Testing

@testable import Results

@Suite struct ManifestTests {
    private func manifest() throws -> Manifest {
        let rule = [Parameter.strategy: [try Parameter.strategy.parse("after")]]
        let scenario = Scenario(
            name: "slow", description: "some are slow",
            parameters: [
                .strategy: try ["after", "timer"].map(Parameter.strategy.parse),
                .subscribers: [try Parameter.subscribers.parse("10")], .rate: [try Parameter.rate.parse("0.1")],
                .timeout: [try Parameter.timeout.parse("3min")], .heapLimit: [try Parameter.heapLimit.parse("512MiB")],
                .exact: [try Parameter.exact.parse("false")], .partitions: [try Parameter.partitions.parse("article")],
            ], exclude: [rule], repetitions: 2)
        let plan = Plan(
            name: "p", seed: .max, repetitions: 3, scenarios: [scenario],
            implementations: ["mine": Implementation(command: ["./mine", "-q"], build: ["make"])])
        var manifest = Manifest(
            runID: "run", plan: plan, commandLine: ["laggard", "run"], startedAt: "2026-01-02T03:04:05Z")
        manifest.build.revision = "c0ffee"
        manifest.build.isDirty = false
        manifest.build.packages = ["Yams": "6.2.2"]
        manifest.machine.cores = 2
        manifest.machine.loadAverage = 0.5
        manifest.allocator.version = "5.3.0"
        return manifest
    }

    private func error(_ json: String) -> String? {
        do {
            _ = try Manifest(json: json.utf8)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func json_IsTheGoldenOne() throws {
        let text = String(decoding: try manifest().json(), as: UTF8.self)
        try expectGolden("Tests/Golden/manifest.json", text)
    }

    @Test func manifest_IsTheSame_AfterJSON() throws {
        var manifest = try manifest()
        #expect(try Manifest(json: manifest.json()) == manifest)
        manifest.endedAt = "2026-01-02T03:05:05Z"
        manifest.exitStatus = 0
        #expect(try Manifest(json: manifest.json()) == manifest)
    }

    @Test func manifest_IsRefusedInWords_WhenItsVersionIsAnother() {
        #expect(
            error("{\"schema_version\": 2}")
                == "it has version 2 and this laggard reads version 1: read it with the laggard that wrote it, "
                + "or run the plan again")
    }

    @Test func manifest_IsRefused_WhenAKeyIsMissingOrWrong() throws {
        #expect(error("{}") == "'schema_version' is missing")
        let text = String(decoding: try manifest().json(), as: UTF8.self)
        let wrong = text.split(separator: "\"3min\"").joined(separator: "\"3\"")
        #expect(
            error(wrong)
                == "'plan.scenarios.0': timeout: '3' has no unit: write it as 5ms, with one of ns, us, ms, s, min, h")
    }
}
