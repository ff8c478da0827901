import Testing

@testable import Profiling

extension OneProfileAtATime {
    /// The interface, in this process.
    struct CPUProfileTests {
        @Test func second_IsRefused_WhileOneIsMade() throws {
            let first = try CPUProfile.start()
            #expect(throws: CPUProfileError.alreadyRunning) { try CPUProfile.start() }
            _ = try first.stop()
            #expect(throws: CPUProfileError.stopped) { try first.stop() }
            _ = try CPUProfile.start().stop()
        }

        @Test(arguments: [0, -1, 1_001, .max, .min])
        func rate_IsRefused_OutsideItsRange(_ rate: Int) {
            let error = #expect(throws: CPUProfileError.self) { try CPUProfile.start(samplesPerSecond: rate) }
            #expect("\(error!)".contains("choose 1 to 1000"))
        }

        @Test func profile_Ends_WhenNobodyHoldsIt() throws {
            _ = try CPUProfile.start()
            _ = try CPUProfile.start().stop()
        }

        @Test func profile_IsStopped_FromATask() async throws {
            let running = try CPUProfile.start(samplesPerSecond: 1_000)
            var value = 0
            for number in 0..<2_000_000 { value = value &* 31 &+ number }
            let profile = try await running.stop()
            #expect(value != 1)
            #expect(profile.totals["cpu"] == profile.totals["samples"].map { $0 * 1_000_000 })
        }
    }
}

/// A process has one CPU profile at a time: what makes one here waits for its turn.
@Suite(.serialized)
enum OneProfileAtATime {}
