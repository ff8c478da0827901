import Experiment
import Testing

@testable import Laggard

/// Every way in which a trial can end, without a process or a clock.
struct TrialStateTests {
    private static let limits = TrialLimits(cell: .fixture(), timeout: .seconds(60))
    private let hello = TrialLine.Hello(implementation: "stub", version: "1", capabilities: [], heapSource: "jemalloc")
    private let clean = TrialEvent.exited(ChildExit(way: .code(0)), lastErrorLine: nil)

    /// Feeds events at time 0, gives the actions of the last.
    private func play(_ state: inout TrialState, _ events: TrialEvent...) -> [TrialAction] {
        events.map { state.handle($0, at: .zero) }.last ?? []
    }

    /// What a trial's row says after these events.
    private func findings(_ events: [TrialEvent]) throws -> TrialFindings {
        var state = TrialState(limits: Self.limits)
        var ends: [TrialEnd] = []
        for event in events {
            for case .finish(let end) in state.handle(event, at: .zero) { ends.append(end) }
        }
        try #require(ends.count == 1)
        guard case .recorded(let findings) = ends[0] else { throw Unexpected() }
        return findings
    }

    private struct Unexpected: Error {}

    private func result(_ status: TrialStatus, _ detail: String? = nil) -> TrialEvent {
        var metrics = Measurements()
        metrics[.published] = 100
        return .line(.result(.init(status: status, statusDetail: detail, behind: true, metrics: metrics)))
    }

    private func progress(_ published: Double) -> TrialEvent {
        var metrics = Measurements()
        metrics[.published] = published
        return .line(.progress(.init(phase: .window, elapsedS: 1, metrics: metrics)))
    }

    // MARK: The good way

    @Test func trial_IsOk_WhenResultIsOkAndChildLeaves() throws {
        let sample = TrialLine.Sample(elapsedS: 0.5, phase: .window)
        let findings = try findings([
            .line(.hello(hello)), .line(.ready), .line(.sample(sample)), progress(10), result(.ok), .endOfOutput, clean,
        ])
        #expect(findings.status == .ok)
        #expect(findings.statusDetail == nil)
        #expect(findings.hello == hello)
        #expect(findings.behind == true)
        #expect(findings.samples == [sample])
        #expect(findings.measurements[.published] == 100)
    }

    @Test func histograms_AreKept_WhenEachComesOnce() throws {
        let histogram = TrialLine.Histogram(metric: .sendWait, encoding: "HISTFAAA")
        let start: [TrialEvent] = [.line(.hello(hello)), .line(.histogram(histogram))]
        #expect(try findings(start + [result(.ok), clean]).histograms == [histogram])
        let twice = try findings(start + [.line(.histogram(histogram)), clean])
        #expect(twice.status == .failed)
        #expect(twice.statusDetail == "it sent the histogram 'send_wait' twice")
        let foreign = TrialLine.Histogram(metric: .sendDelay, encoding: "aGVsbG8=")
        let refused = try findings(start + [.line(.histogram(foreign)), clean])
        #expect(refused.statusDetail?.contains("'send_delay' is not in HdrHistogram's") == true)
    }

    @Test func child_LeavesByItself_WhenItsResultIsIn() {
        var state = TrialState(limits: Self.limits)
        #expect(play(&state, .line(.hello(hello)), result(.ok)) == [])
        #expect(play(&state, .endOfOutput) == [.endChild(grace: .seconds(5))])
    }

    @Test func child_IsAskedToLeave_WhenItLingersAfterItsResult() throws {
        var state = TrialState(limits: Self.limits)
        #expect(play(&state, .line(.hello(hello)), result(.ok), .tick, .line(.ready)) == [])
        #expect(state.handle(.tick, at: .seconds(5)) == [.endChild(grace: .milliseconds(500))])
        let exit = TrialEvent.exited(ChildExit(way: .code(7)), lastErrorLine: "input closed")
        guard case .finish(.recorded(let findings)) = state.handle(exit, at: .seconds(5)).first else {
            throw Unexpected()
        }
        #expect(findings.status == .ok)
    }

    @Test(arguments: [TrialStatus.heapLimit, .overrun, .failed])
    func trial_HasTheChildsStatus_WhenItsResultSaysSo(status: TrialStatus) throws {
        let findings = try findings([.line(.hello(hello)), result(status, "why\u{1B}"), clean])
        #expect(findings.status == status)
        #expect(findings.statusDetail == #"why\u{1B}"#)
    }

    @Test func trial_KeepsItsResult_WhenChildHasToBeKilledAfterIt() throws {
        let exit = ChildExit(way: .signal(9), forced: true)
        let findings = try findings([.line(.hello(hello)), result(.ok), .exited(exit, lastErrorLine: nil)])
        #expect(findings.status == .ok)
    }

    // MARK: Crashes

    @Test func trial_Crashes_WhenChildDiesOfASignal() throws {
        let exit = TrialEvent.exited(ChildExit(way: .signal(11)), lastErrorLine: "Fatal error: index out of range")
        let findings = try findings([.line(.hello(hello)), progress(7), .endOfOutput, exit])
        #expect(findings.status == .crashed)
        #expect(findings.statusDetail == "killed by SIGSEGV: Fatal error: index out of range")
        #expect(findings.measurements[.published] == 7)
    }

    @Test func trial_Crashes_WhenChildExitsEarly() throws {
        let exit = TrialEvent.exited(ChildExit(way: .code(3)), lastErrorLine: nil)
        #expect(try findings([.line(.hello(hello)), .endOfOutput, exit]).statusDetail == "exit code 3")
        let silent = try findings([.endOfOutput, clean])
        #expect(silent.status == .crashed)
        #expect(silent.statusDetail == "exited without a result")
    }

    @Test func trial_Crashes_WhenChildDiesAfterItsResult() throws {
        let exit = TrialEvent.exited(ChildExit(way: .signal(6)), lastErrorLine: nil)
        let findings = try findings([.line(.hello(hello)), result(.ok), exit])
        #expect(findings.status == .crashed)
        #expect(findings.statusDetail == "killed by SIGABRT after its result")
    }

    @Test func trial_Crashes_WhenChildClosesItsOutputAndStays() throws {
        let exit = TrialEvent.exited(ChildExit(way: .signal(15), forced: true), lastErrorLine: nil)
        let findings = try findings([.line(.hello(hello)), .endOfOutput, exit])
        #expect(findings.status == .crashed)
        #expect(findings.statusDetail == "closed its output without a result and did not exit")
    }

    // MARK: Faults

    @Test func trial_Fails_WhenChildExitsWithACodeAfterAnOkResult() throws {
        let exit = TrialEvent.exited(ChildExit(way: .code(1)), lastErrorLine: nil)
        let findings = try findings([.line(.hello(hello)), result(.ok), exit])
        #expect(findings.status == .failed)
        #expect(findings.statusDetail == "exit code 1 after its result")
    }

    @Test func trial_Fails_WhenALineIsRubbish() throws {
        let findings = try findings([.line(.hello(hello)), .rubbish("line 2 is not JSON"), clean])
        #expect(findings.status == .failed)
        #expect(findings.statusDetail == "line 2 is not JSON")
    }

    @Test func trial_Fails_WhenTheProtocolIsAnother() throws {
        var other = hello
        other.protocolVersion = 2
        let findings = try findings([.line(.hello(other)), clean])
        #expect(findings.status == .failed)
        #expect(findings.statusDetail == "it speaks version 2 of the trial protocol; this laggard speaks 1")
    }

    @Test func trial_Fails_WhenHelloIsNotFirstOrTwice() throws {
        #expect(try findings([.line(.ready), clean]).statusDetail == "its first line is not 'hello'")
        let twice = try findings([.line(.hello(hello)), .line(.hello(hello)), clean])
        #expect(twice.statusDetail == "it said 'hello' twice")
    }

    @Test func trial_Fails_WhenChildClaimsAStatusOfTheRunner() throws {
        let findings = try findings([.line(.hello(hello)), result(.timeout), clean])
        #expect(findings.status == .failed)
        #expect(findings.statusDetail == "its result has the status 'timeout', which only the runner gives")
    }

    @Test func trial_Fails_WhenThereIsNoProgram() throws {
        let findings = try findings([.couldNotStart("there is no program at '/x'")])
        #expect(findings.status == .failed)
        #expect(findings.statusDetail == "there is no program at '/x'")
    }

    // MARK: Watchdog

    @Test func child_IsEnded_WhenItIsSilentForTheHeartbeatLimit() throws {
        var state = TrialState(limits: Self.limits)
        #expect(state.handle(.line(.hello(hello)), at: .seconds(1)) == [])
        #expect(state.handle(.tick, at: .seconds(10.9)) == [])
        #expect(state.handle(.tick, at: .seconds(11)) == [.endChild(grace: .milliseconds(500))])
        let exit = TrialEvent.exited(ChildExit(way: .signal(9), forced: true), lastErrorLine: "busy")
        guard case .finish(.recorded(let findings)) = state.handle(exit, at: .seconds(12)).first else {
            throw Unexpected()
        }
        #expect(findings.status == .timeout)
        #expect(findings.statusDetail == "no line of output for 10 s")
    }

    @Test func child_IsExcused_WhenTheRunnerWasHeldUp() {
        var state = TrialState(limits: Self.limits)
        _ = state.handle(.line(.hello(hello)), at: .seconds(1))
        #expect(state.handle(.heldUp, at: .seconds(30)) == [])
        #expect(state.handle(.tick, at: .seconds(30)) == [])
        #expect(state.handle(.tick, at: .seconds(40)) == [.endChild(grace: .milliseconds(500))])
    }

    @Test func child_IsEnded_WhenTheWallClockLimitIsPassed() throws {
        var state = TrialState(limits: Self.limits)
        _ = state.handle(.line(.hello(hello)), at: .zero)
        for second in 1..<60 { #expect(state.handle(progress(1), at: .seconds(second)) == []) }
        #expect(state.handle(.tick, at: .seconds(60)) == [.endChild(grace: .milliseconds(500))])
        guard case .finish(.recorded(let findings)) = state.handle(clean, at: .seconds(61)).first else {
            throw Unexpected()
        }
        #expect(findings.status == .timeout)
        #expect(findings.statusDetail == "no result after 1 m")
        #expect(findings.measurements[.published] == 1)
    }

    // MARK: Interruption

    @Test func trial_HasNoRow_WhenInterrupted() {
        var state = TrialState(limits: Self.limits)
        let ended = play(&state, .line(.hello(hello)), progress(3), .interrupted)
        #expect(ended == [.endChild(grace: .milliseconds(500))])
        #expect(play(&state, .endOfOutput, clean) == [.finish(.interrupted)])
    }

    @Test func trial_KeepsItsResult_WhenInterruptedAfterIt() throws {
        #expect(try findings([.line(.hello(hello)), result(.ok), .interrupted, clean]).status == .ok)
    }

    @Test func trial_HasNoRow_WhenInterruptedWhileACrashedChildLeaves() {
        var state = TrialState(limits: Self.limits)
        #expect(play(&state, .line(.hello(hello)), .endOfOutput, .interrupted, clean) == [.finish(.interrupted)])
    }

    @Test func trial_EndsOnce_WhenEventsGoOn() {
        var state = TrialState(limits: Self.limits)
        _ = play(&state, .line(.hello(hello)), result(.ok), clean)
        #expect(play(&state, clean) == [])
        #expect(play(&state, .interrupted) == [])
    }
}
