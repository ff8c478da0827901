import Testing

@testable import Gate

/// The search itself, on systems whose highest rate is known.
struct RateSearchTests {
    private func found(
        _ threshold: Double, from start: Double = 100, in range: ClosedRange<Double> = 1...1_000_000,
        precision: Double = 0.05
    ) -> (answer: RateSearch.Answer?, probes: [Double]) {
        var search = RateSearch(from: start, in: range, precision: precision)
        var probes: [Double] = []
        while let rate = search.next, probes.count < 200 {
            probes.append(rate)
            search.record(rate, holds: rate <= threshold)
        }
        return (search.answer, probes)
    }

    @Test(arguments: [0.05, 0.01, 0.5])
    func answer_EnclosesTheHighestRate_WhereverItIs(precision: Double) throws {
        var threshold = 1.3
        while threshold < 900_000 {
            for start in [1.0, 100, 77_700, 1_000_000] {
                let (answer, probes) = found(threshold, from: start, precision: precision)
                guard case .between(let low, let high)? = answer else {
                    Issue.record("\(threshold) from \(start): \(String(describing: answer)) after \(probes)")
                    continue
                }
                #expect(low <= threshold && threshold < high)
                // Narrow, or no rate of three digits lies between.
                #expect(high <= low * (1 + precision) || high - low <= 0.011 * low)
                #expect(Set(probes).count == probes.count, "a rate twice: \(probes)")
                #expect(probes.count <= 40, "\(probes)")
            }
            threshold *= 3.7
        }
    }

    @Test func answer_SaysSo_WhereEveryRateHoldsOrNone() {
        #expect(found(2_000_000).answer == .atLeast(1_000_000))
        #expect(found(0.5).answer == .below(1))
        #expect(found(50, in: 10...20).answer == .atLeast(20))
    }

    @Test func rates_HaveThreeDigits() {
        #expect(RateSearch.rounded(123_456) == 123_000)
        #expect(RateSearch.rounded(99.96) == 100)
        #expect(RateSearch.rounded(7.778) == 7.78)
        #expect(RateSearch.rounded(0.3) == 0.3)
        let (_, probes) = found(31_415.9)
        #expect(probes.allSatisfy { RateSearch.rounded($0) == $0 })
    }

    /// Once a rate is out, nothing above the lowest that failed is asked for, nor anything below the highest that held.
    @Test func probes_StayWithinTheInterval() {
        var search = RateSearch(from: 100, in: 1...1_000_000, precision: 0.01)
        let answers = [true, true, false, true, false, false, true, true, false, true]
        for holds in answers {
            guard let rate = search.next else { break }
            if let holding = search.holding { #expect(rate > holding) }
            if let failing = search.failing { #expect(rate < failing) }
            search.record(rate, holds: holds)
        }
    }
}
