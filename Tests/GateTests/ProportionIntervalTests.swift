import Testing

@testable import Gate

@Suite struct ProportionIntervalTests {
    @Test func interval_IsSciPys() {
        // scipy.stats.binomtest(k, n).proportion_ci(method='wilson'), SciPy 1.17.1.
        let known: [(k: Int, n: Int, low: Double, high: Double)] = [
            (0, 1_000, 0, 0.0038267584855551234), (8, 1_000, 0.004059195818806101, 0.01570633453098014),
            (50, 50, 0.9286524008666412, 1), (97, 100, 0.9154806357094724, 0.9897454759759611),
        ]
        for (k, n, low, high) in known {
            let interval = ProportionInterval(successes: k, trials: n)
            #expect(abs(interval.lower - low) < 1e-12, "\(k) of \(n)")
            #expect(abs(interval.upper - high) < 1e-12, "\(k) of \(n)")
        }
    }
}
