import Experiment
import Testing

@testable import Laggard

struct DoctorTests {
    private var good: MachineFacts {
        var facts = MachineFacts()
        facts.cpuModel = "EPYC"
        facts.cores = 8
        facts.usableCores = 8
        facts.governor = "performance"
        facts.memoryBytes = 32 << 30
        facts.availableMemoryBytes = 16 << 30
        facts.loadAverage = 0.1
        facts.openFilesLimit = 4_096
        facts.clockSource = "tsc"
        facts.clockResolutionNs = 1
        return facts
    }

    private func check(_ pick: (MachineChecks) -> Check, _ change: (inout MachineFacts) -> Void) -> Check {
        var facts = good
        change(&facts)
        return pick(MachineChecks(facts: facts))
    }

    @Test func checks_AreOk_WhenTheMachineIsGood() {
        #expect(MachineChecks(facts: good).all.allSatisfy { $0.level == .ok && $0.remedy == nil })
    }

    @Test func checks_WarnAndDoNotTrap_WhenNothingIsKnown() {
        let checks = MachineChecks(facts: MachineFacts()).all
        #expect(checks.allSatisfy { $0.level != .fail })
        #expect(checks.allSatisfy { ($0.level == .ok) == ($0.remedy == nil) })
    }

    @Test func checks_Warn_WhenTheMachineIsNarrow() {
        #expect(check(\.cores) { $0.cores = 1 }.level == .warn)
        #expect(check(\.quota) { $0.cpuQuota = 1.5 }.level == .warn)
        #expect(check(\.quota) { $0.cpuQuota = 8 }.level == .ok)
        #expect(check(\.affinity) { $0.usableCores = 1 }.finding == "1 of 8 cores")
        #expect(check(\.affinity) { $0.usableCores = 1 }.level == .warn)
        #expect(check(\.load) { $0.loadAverage = 3 }.level == .warn)
        #expect(check(\.governor) { $0.governor = "powersave" }.level == .warn)
        #expect(check(\.optimisation) { $0.isOptimised = false }.level == .warn)
        #expect(check(\.clock) { $0.clockSource = "hpet" }.level == .warn)
    }

    @Test func checks_Fail_WhenATrialCannotBeRun() {
        #expect(check(\.openFiles) { $0.openFilesLimit = 20 }.level == .fail)
        #expect(check(\.memory) { $0.memoryLimitBytes = 128 << 20 }.level == .fail)
        #expect(check(\.clock) { $0.clockResolutionNs = 4_000_000 }.level == .fail)
    }

    @Test func memory_SuggestsAHeapLimit_WhenItIsLittle() {
        let check = check(\.memory) { $0.availableMemoryBytes = 2 << 30 }
        #expect(check.level == .warn)
        #expect(check.remedy?.hasSuffix("--heap-limit 1024MiB") == true)
    }

    // MARK: Heap

    private func heap(_ change: (inout TrialFindings) -> Void) -> Check {
        var sample = TrialLine.Sample(elapsedS: 0.1, phase: .window)
        sample.allocatedBytes = 1_500_000
        var findings = TrialFindings(status: .ok, samples: [sample])
        findings.hello = .init(implementation: "laggard", version: "1", capabilities: [], heapSource: "jemalloc")
        change(&findings)
        return HeapCheck.check(.recorded(findings), program: "child")
    }

    @Test func heap_IsOk_WhenBytesAreCounted() {
        #expect(heap { _ in } == .ok("trial and heap", "jemalloc, 1.50 MB allocated in a tiny trial"))
    }

    @Test func heap_Fails_WhenNothingIsCounted() {
        #expect(heap { $0.hello?.heapSource = nil }.level == .fail)
        #expect(heap { $0.samples = [] }.level == .fail)
        #expect(heap { $0.samples[0].allocatedBytes = 0 }.level == .fail)
        #expect(heap { $0.status = .crashed }.finding == "a tiny trial of 'child' ended as crashed")
    }

    // MARK: Text of the system

    @Test func quota_IsRead_InBothVersions() {
        #expect(SystemText.quota(v2: "150000 100000\n") == 1.5)
        #expect(SystemText.quota(v2: "max 100000\n") == nil)
        #expect(SystemText.quota(v1: "200000\n", period: "100000\n") == 2)
        #expect(SystemText.quota(v1: "-1\n", period: "100000\n") == nil)
    }

    @Test func system_IsRead() {
        #expect(SystemText.usableCores("Name:\tx\nCpus_allowed_list:\t0-3,8\n") == 5)
        #expect(SystemText.usableCores("Cpus_allowed_list:\t\n") == nil)
        #expect(SystemText.cpuModel("processor\t: 0\nmodel name\t: AMD EPYC\n") == "AMD EPYC")
        #expect(SystemText.memory("MemTotal", "MemTotal:       1024 kB\n") == 1 << 20)
        #expect(SystemText.loadAverage("0.25 0.10 0.05 1/200 300\n") == 0.25)
        #expect(SystemText.memoryLimit("max\n") == nil)
        #expect(SystemText.memoryLimit("9223372036854771712\n") == nil)
        #expect(SystemText.memoryLimit("1073741824\n") == 1 << 30)
        #expect(SystemText.cgroup("0::/user.slice\n", controller: nil) == "/user.slice")
        #expect(SystemText.cgroup("4:cpu,cpuacct:/docker/a\n0::/\n", controller: "cpu") == "/docker/a")
    }

    @Test func report_ShowsTheRemedyBelowItsFinding() {
        let report = DoctorReport(checks: [
            .ok("a", "fine"), .warn("longer", "so so", "mend it"), .fail("b", "bad", "stop"),
        ])
        #expect(
            report.text() == """
                ok    a       fine
                warn  longer  so so
                              mend it
                fail  b       bad
                              stop
                Not ready to measure.

                """)
    }
}
