import Experiment
import Testing

@testable import Gate

@Suite struct ToleranceTests {
    @Test func tolerance_IsReadAndWritten() throws {
        let tolerance = try Tolerance("steady/fast_latency_p99_ns = 12.5%")
        #expect(tolerance == (try Tolerance(metric: .latencyP99(.fast), scenario: "steady", fraction: 0.125)))
        #expect(tolerance.description == "steady/fast_latency_p99_ns=12.5%")
        #expect(try Tolerance("deliveries_per_s=5%").description == "deliveries_per_s=5%")
    }

    @Test(arguments: [
        ("deliveries_per_s", "'deliveries_per_s' is no tolerance: write it as fast_latency_p99_ns=20%"),
        ("deliveries_per_s=5", "'5' in 'deliveries_per_s=5' is no percentage: write it as 20%"),
        (
            "delivery_per_s=5%",
            "'delivery_per_s' is no metric; did you mean 'deliveries_per_s'? (write the name of a column of trials.csv)"
        ),
        ("published=5%", "neither direction of 'published' is better: set a tolerance for a metric that can be worse"),
        ("deliveries_per_s=100%", "a tolerance of 100% for 'deliveries_per_s': write one between 0% and 100%"),
        ("cpu_user_s=0%", "a tolerance of 0% for 'cpu_user_s': write one above 0%, such as 20%"),
    ])
    func tolerance_IsRefusedInWords(text: String, words: String) {
        let error = #expect(throws: ParameterError.self) { try Tolerance(text) }
        #expect(error?.description == words)
    }

    @Test func tolerances_AreThoseOfThePlanOverTheDefaults() throws {
        let tolerances = Tolerances([
            try Tolerance("burst/deliveries_per_s=30%"), try Tolerance("deliveries_per_s=5%"),
            try Tolerance("cpu_user_s=50%"),
        ])
        #expect(tolerances.fraction(of: .deliveryRate, scenario: "burst") == 0.3)
        #expect(tolerances.fraction(of: .deliveryRate, scenario: "steady") == 0.05)
        #expect(tolerances.fraction(of: .cpuUser, scenario: "steady") == 0.5)
        #expect(tolerances.fraction(of: .latencyP99(.fast), scenario: "steady") == 0.2)
        #expect(Tolerances().fraction(of: .deliveryRate, scenario: "steady") == 0.1)
        let hypotheses = tolerances.hypotheses(cells: [Fixtures.cell("a")], metrics: [.deliveryRate, .window])
        #expect(hypotheses.map(\.metric) == [.deliveryRate])
    }

    @Test func margin_IsTheLogOfTheRatio() {
        // -ln 0.9 and ln 1.2.
        #expect(abs(LogRatio.worse(by: 0.1, .higher) - 0.10536051565782628) < 1e-15)
        #expect(abs(LogRatio.worse(by: 0.2, .lower) - 0.1823215567939546) < 1e-15)
    }
}
