import Experiment
import Testing

@testable import Gate

@Suite struct SequentialBoundariesTests {
    private static let weights = [0.30, 0.25, 0.25, 0.20]

    private static func expectClose(_ found: [Double], _ known: [Double], within tolerance: Double) {
        #expect(found.count == known.count)
        for (a, b) in zip(found, known) { #expect(abs(a - b) <= tolerance, "\(found)") }
    }

    @Test func boundaries_AreThoseOfAnIntegrationInSciPy() {
        // The same recursion by Gauss-Legendre quadrature (400 nodes) and scipy.optimize.brentq, SciPy 1.17.1.
        let known: [(alpha: Double, z: [Double])] = [
            (0.001, [5.894218956694205, 4.285322715880471, 3.5018381368994516, 3.1133574289124244]),
            (0.0005, [6.247544881040799, 4.549689167131906, 3.722504873405519, 3.309260523853891]),
            (0.008 / 6, [5.742040450845159, 4.171354908303874, 3.406774806494202, 3.0290400208826718]),
        ]
        for (alpha, z) in known {
            let found = SequentialBoundaries(alpha: alpha, weights: Self.weights, spending: .obrienFleming)
            Self.expectClose(found.z, z, within: 1e-5)
        }
    }

    @Test func boundaries_AreNearThoseOfASimulation() {
        // Of alpha 0.001, from simulated walks: 5.89, 4.27, 3.51, 3.12, good to about 0.02.
        let found = SequentialBoundaries(alpha: 0.001, weights: Self.weights, spending: .obrienFleming)
        Self.expectClose(found.z, [5.89, 4.27, 3.51, 3.12], within: 0.02)
    }

    @Test func boundaries_AreThoseOfLanAndDeMets_WhenLooksAreEquallySpaced() {
        // One-sided 0.025, five looks: Jennison and Turnbull, "Group sequential methods", and R's ldbounds.
        let equal = [Double](repeating: 1, count: 5)
        let found = SequentialBoundaries(alpha: 0.025, weights: equal, spending: .obrienFleming)
        Self.expectClose(found.z, [4.877, 3.357, 2.680, 2.290, 2.031], within: 0.002)
        let pocock = SequentialBoundaries(alpha: 0.025, weights: equal, spending: .pocock)
        Self.expectClose(pocock.z, [2.438, 2.427, 2.410, 2.397, 2.386], within: 0.002)
    }

    @Test func boundary_IsTheQuantile_WhenThereIsOneLook() {
        let found = SequentialBoundaries(alpha: 0.01, weights: [3], spending: .obrienFleming)
        Self.expectClose(found.z, [Normal.upperQuantile(0.01)], within: 1e-8)
    }

    @Test func boundaries_AreCrossedWithAlpha_ByARandomWalk() {
        // Alpha 0.1, so that 20,000 walks tell: the rate's standard error is 0.002.
        let found = SequentialBoundaries(alpha: 0.1, weights: Self.weights, spending: .obrienFleming)
        var noise = GaussianNoise(seed: 11)
        var crossed = 0
        for _ in 0..<20_000 {
            var sum = 0.0
            var share = 0.0
            for (weight, boundary) in zip(Self.weights, found.z) {
                sum += weight.squareRoot() * noise.next()
                share += weight
                if sum / share.squareRoot() >= boundary {
                    crossed += 1
                    break
                }
            }
        }
        #expect(abs(Double(crossed) / 20_000 - 0.1) < 0.0085)
    }

    @Test(arguments: [0.004, 0.001, 1e-4, 1e-5]) func boundaries_Fall_WhateverTheAlpha(alpha: Double) {
        let z = SequentialBoundaries(alpha: alpha, weights: Self.weights, spending: .obrienFleming).z
        for (earlier, later) in zip(z, z.dropFirst()) { #expect(later < earlier) }
        #expect(z[3] > Normal.upperQuantile(alpha))
    }
}
