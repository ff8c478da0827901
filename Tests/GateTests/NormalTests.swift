import Testing

@testable import Gate

@Suite struct NormalTests {
    /// scipy.stats.norm.isf(p), SciPy 1.17.1.
    private static let quantiles: [(p: Double, z: Double)] = [
        (1e-300, 37.0470962993612), (1e-100, 21.273453560965322), (1.88e-09, 5.894419869734735),
        (1e-05, 4.264890793922825), (0.001, 3.090232306167813), (0.0125, 2.241402727604945),
        (0.025, 1.9599639845400545), (0.3, 0.5244005127080409), (0.5, 0), (0.7, -0.5244005127080407),
        (0.999, -3.090232306167813), (0.999999999999, -7.0344869100478356),
    ]

    /// scipy.stats.norm.sf(z), SciPy 1.17.1.
    private static let tails: [(z: Double, p: Double)] = [
        (-3, 0.9986501019683699), (0, 0.5), (1.96, 0.024997895148220435), (5.89, 1.9309780941853104e-09),
        (10, 7.61985302416047e-24), (30, 4.906713927147908e-198),
    ]

    @Test func quantile_IsSciPys() {
        for known in Self.quantiles {
            #expect(abs(Normal.upperQuantile(known.p) - known.z) <= 1e-13 * max(1, abs(known.z)), "p = \(known.p)")
        }
    }

    @Test func tail_IsSciPys() {
        for known in Self.tails { #expect(abs(Normal.upperTail(known.z) / known.p - 1) < 1e-12, "z = \(known.z)") }
    }

    @Test func quantile_IsFinite_WhenAChanceIsTheSmallestThatThereIs() {
        #expect(abs(Normal.upperTail(Normal.upperQuantile(.leastNormalMagnitude)) / .leastNormalMagnitude - 1) < 1e-9)
        #expect(Normal.upperQuantile(0) == .infinity)
        #expect(Normal.upperQuantile(1) == -.infinity)
    }
}
