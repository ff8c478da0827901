import Testing

@testable import Profiling

struct SamplingDemandTests {
    @Test func sampling_GoesOn_UntilTheLastClientsTimeIsOver() {
        var demand = SamplingDemand()
        #expect(!demand.isActive)
        demand.begin()
        demand.begin()
        demand.end()
        #expect(demand.isActive)
        demand.end()
        #expect(!demand.isActive)
    }

    @Test func sampling_GoesOn_WhenTheProgramWantsIt() {
        var demand = SamplingDemand()
        demand.begin()
        demand.isWanted = true
        demand.end()
        #expect(demand.isActive)
        demand.begin()
        demand.isWanted = false
        #expect(demand.isActive)
        demand.end()
        #expect(!demand.isActive)
    }
}
