import Experiment
import Testing

@testable import Results

@Suite struct MachineMeasurementsTests {
    static func fixture() -> MachineMeasurements {
        var measurements = MachineMeasurements(
            measuredAt: "2026-01-02T03:04:05Z", machine: .init(host: "box", cpuModel: "EPYC", cores: 2))
        measurements.loadAverage = 0.25
        measurements.recorder.clockReadingNs = 20
        measurements.recorder.batches = [.init(size: 1, nsPerDelivery: 40), .init(size: 64, nsPerDelivery: 8)]
        measurements.sampler.coreShare = 0.003
        var pacer = MachineMeasurements.Pacer(ratePerS: 100)
        pacer.sendDelayP50Ns = 50_000
        pacer.behind = false
        measurements.pacer = [pacer]
        measurements.noise = [.init(cell: "open", metric: "deliveries_per_s", values: [1, 2, 3])]
        var timer = MachineMeasurements.Timer(source: "task")
        timer.bytes = 2_100
        measurements.timers = [timer, .init(source: "dispatch")]
        measurements.fixedCost = [.init(subscribers: 10)]
        return measurements
    }

    @Test func measurements_AreTheSame_AfterJSON() throws {
        #expect(MachineMeasurements(json: try Self.fixture().json()) == Self.fixture())
    }

    @Test func json_HasTheWordsOfTheColumns_AndNoFigureThatIsNotKnown() throws {
        let text = String(decoding: try Self.fixture().json(), as: UTF8.self)
        for key in ["measured_at", "cpu_model", "ns_per_delivery", "core_share", "send_delay_p50_ns", "fixed_cost"] {
            #expect(text.contains("\"\(key)\""))
        }
        for key in ["send_delay_p99_ns", "heap_reading_ns", "cpu_ns", "seconds", "null"] {
            #expect(!text.contains(key))
        }
    }

    @Test(arguments: ["", "{}", "[]", "{\"scale\": 1}"])
    func measurements_AreNone_WhenTheFileIsNot(text: String) {
        #expect(MachineMeasurements(json: text.utf8) == nil)
    }

    @Test func manifest_KeepsThem() throws {
        let plan = Plan(name: "p", scenarios: [])
        var manifest = Manifest(runID: "run", plan: plan, commandLine: [], startedAt: "2026-01-02T03:04:05Z")
        #expect(try Manifest(json: manifest.json()).measurements == nil)
        manifest.measurements = Self.fixture()
        #expect(try Manifest(json: manifest.json()) == manifest)
        #expect(String(decoding: try manifest.json(), as: UTF8.self).contains("\"doctor\" : {"))
    }
}
