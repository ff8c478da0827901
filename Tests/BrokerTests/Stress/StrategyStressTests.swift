import Foundation
import Testing

@testable import Broker

/// Every strategy under thousands of random schedules. `STRESS_SCHEDULES=5000` runs as many for each strategy, and
/// `STRESS_SEED=1234` begins with that one.
@Suite struct StrategyStressTests {
    @Test(.timeLimit(.minutes(30)), arguments: SendTimeoutKind.allCases)
    func accounts_Balance_WhateverHappensWhen(strategy: SendTimeoutKind) async throws {
        let first = Self.number("STRESS_SEED") ?? 0
        let schedules = Self.number("STRESS_SCHEDULES") ?? 200
        for seed in first..<first + schedules { try await Schedule(strategy, seed: seed).run() }
    }

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
