import Experiment
import Testing

@testable import Trial

struct DigestionTests {
    private func digestion(_ kind: SlowKind, seed: UInt64 = 1, subscriber: Int = 0) -> Digestion {
        Digestion(kind: kind, delay: 1_000_000, burst: 3, seed: seed, subscriber: subscriber)
    }

    @Test func next_SleepsEveryTime_WhenConstant() {
        var digestion = digestion(.constant)
        let steps = (0..<3).map { _ in digestion.next(isOfWindow: true) }
        #expect(steps == [Digestion.Step](repeating: .sleep(1_000_000), count: 3))
    }

    @Test func next_SleepsAfterBurst_WhenBursty() {
        var digestion = digestion(.bursty)
        let steps = (0..<6).map { _ in digestion.next(isOfWindow: true) }
        #expect(steps == [.nothing, .nothing, .sleep(1_000_000), .nothing, .nothing, .sleep(1_000_000)])
    }

    @Test func next_Computes_WhenCPU() {
        var digestion = digestion(.cpu)
        #expect(digestion.next(isOfWindow: false) == .compute(1_000_000))
    }

    @Test func next_StallsFromWindowOn_WhenStalled() {
        var digestion = digestion(.stalled)
        #expect(digestion.next(isOfWindow: false) == .nothing)
        #expect(digestion.next(isOfWindow: true) == .stall)
    }

    @Test func next_HasThatMeanAndRepeats_WhenParetoIsSeeded() {
        let seed: UInt64 = 7
        var first = digestion(.pareto, seed: seed)
        var again = digestion(.pareto, seed: seed)
        var other = digestion(.pareto, seed: seed, subscriber: 1)
        let steps = (0..<100_000).map { _ in first.next(isOfWindow: true) }
        #expect(steps == (0..<100_000).map { _ in again.next(isOfWindow: true) })
        #expect(steps != (0..<100_000).map { _ in other.next(isOfWindow: true) })
        let delays = steps.map { if case .sleep(let delay) = $0 { delay } else { 0 as Int64 } }
        #expect(delays.min()! >= 333_333)
        // The mean of a tail this heavy converges slowly.
        let mean = Double(delays.reduce(0, +)) / 100_000
        #expect(mean > 0.8e6 && mean < 1.3e6, "seed \(seed): \(mean)")
    }
}
