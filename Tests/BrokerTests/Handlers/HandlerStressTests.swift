import Testing

@testable import Broker

/// Many short lives of a broker with handlers, each of its own seed.
@Suite struct HandlerStressTests {
    @Test(.timeLimit(.minutes(5)), arguments: 0..<300)
    func messages_AreNeitherLostNorDoubledNorReordered_WhateverEnds(seed: UInt64) async throws {
        let life = HandlerLife(seed: seed)
        try await life.run()
        #expect(life.faults == [], "seed \(seed), \(life.strategy)")
        await eventually { life.isForgotten }
    }
}
