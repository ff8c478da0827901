import Experiment

/// One trial as a state machine: events in, actions out. It knows no process and no clock.
///
/// A trial that has begun ends in exactly one `finish`, whatever its child does.
struct TrialState: Sendable {
    /// Why the child is being ended.
    private enum Reason: Sendable {
        /// `hadToBeAsked`: it did not leave by itself, so that its exit code says nothing.
        case result(TrialLine.Outcome, hadToBeAsked: Bool)
        /// It closed its output and had no result.
        case noResult
        /// It broke the protocol, or could not be started.
        case fault(String)
        case watchdog(String)
        case interrupted
    }

    private enum Stage: Sendable {
        /// Lines are expected.
        case running
        /// The result is in, its input still open: the child leaves by itself, or is asked to.
        case leaving(TrialLine.Outcome, since: Duration)
        /// The first reason stands; what the child says from here on is not looked at.
        case ending(Reason)
        case over
    }

    private let limits: TrialLimits
    private var stage = Stage.running
    private var hello: TrialLine.Hello?
    private var partial = Measurements()
    private var samples: [TrialLine.Sample] = []
    private var histograms: [TrialLine.Histogram] = []
    private var lastLine = Duration.zero

    init(limits: TrialLimits) {
        self.limits = limits
    }

    /// Takes in what happened, `time` after the spawn.
    mutating func handle(_ event: TrialEvent, at time: Duration) -> [TrialAction] {
        switch (stage, event) {
        case (.over, _): []
        case (_, .couldNotStart(let why)): finish(.recorded(findings(.failed, why)))
        case (.ending(let reason), .exited(let exit, let said)): finish(end(reason, exit, said))
        case (.running, .exited(let exit, let said)): finish(end(.noResult, exit, said))
        case (.leaving(let outcome, _), .exited(let exit, let said)):
            finish(end(.result(outcome, hadToBeAsked: false), exit, said))
        case (.ending(let reason), .interrupted): interrupt(reason)
        case (.ending, _): []
        case (.leaving(let outcome, _), .endOfOutput): end(.result(outcome, hadToBeAsked: false))
        case (.leaving(let outcome, _), .interrupted): end(.result(outcome, hadToBeAsked: true))
        case (.leaving(let outcome, let since), .tick):
            time - since < limits.grace ? [] : end(.result(outcome, hadToBeAsked: true))
        case (.leaving, _): []
        case (.running, .line(let line)): take(line, at: time)
        case (.running, .rubbish(let why)): end(.fault(why))
        case (.running, .endOfOutput): end(.noResult)
        case (.running, .tick): watch(at: time)
        case (.running, .heldUp): excuse(at: time)
        case (.running, .interrupted): end(.interrupted)
        }
    }

    // MARK: Lines

    private mutating func take(_ line: TrialLine, at time: Duration) -> [TrialAction] {
        lastLine = time
        if hello == nil {
            guard case .hello(let hello) = line else { return end(.fault("its first line is not 'hello'")) }
            self.hello = hello
            guard hello.protocolVersion == TrialLine.protocolVersion else {
                return end(.fault(Self.wrongVersion(hello.protocolVersion)))
            }
            return []
        }
        switch line {
        case .hello: return end(.fault("it said 'hello' twice"))
        case .ready: return []
        case .sample(let sample): samples.append(sample)
        case .histogram(let histogram): return take(histogram)
        case .progress(let progress): partial.merge(progress.metrics)
        case .result(let outcome): return take(outcome, at: time)
        }
        return []
    }

    private mutating func take(_ histogram: TrialLine.Histogram) -> [TrialAction] {
        let name = histogram.metric.rawValue
        guard histogram.encoding.hasPrefix(TrialLine.Histogram.prefix) else {
            return end(.fault("its histogram '\(name)' is not in HdrHistogram's compressed V2 encoding"))
        }
        guard !histograms.contains(where: { $0.metric == histogram.metric }) else {
            return end(.fault("it sent the histogram '\(name)' twice"))
        }
        histograms.append(histogram)
        return []
    }

    /// What to say of a child of another protocol.
    static func wrongVersion(_ version: Int) -> String {
        "it speaks version \(version) of the trial protocol; this laggard speaks \(TrialLine.protocolVersion)"
    }

    private mutating func take(_ outcome: TrialLine.Outcome, at time: Duration) -> [TrialAction] {
        switch outcome.status {
        case .ok, .failed, .heapLimit, .overrun:
            stage = .leaving(outcome, since: time)
            return []
        case .crashed, .timeout:
            return end(.fault("its result has the status '\(outcome.status.rawValue)', which only the runner gives"))
        }
    }

    // MARK: Watchdog

    private mutating func watch(at time: Duration) -> [TrialAction] {
        if time >= limits.wallClock {
            return end(.watchdog("no result after \(limits.wallClock.shortText)"))
        }
        if time - lastLine >= limits.heartbeat {
            return end(.watchdog("no line of output for \(limits.heartbeat.shortText)"))
        }
        return []
    }

    private mutating func excuse(at time: Duration) -> [TrialAction] {
        lastLine = time
        return []
    }

    // MARK: Endings

    private mutating func end(_ reason: Reason) -> [TrialAction] {
        stage = .ending(reason)
        // A child that hangs or talks rubbish has no claim to a long farewell.
        switch reason {
        case .result(_, hadToBeAsked: false), .noResult: return [.endChild(grace: limits.grace)]
        case .result, .fault, .watchdog, .interrupted:
            return [.endChild(grace: min(limits.grace, .milliseconds(500)))]
        }
    }

    /// A trial whose result is in is kept, even if the runner is told to stop while the child leaves.
    private mutating func interrupt(_ reason: Reason) -> [TrialAction] {
        if case .result = reason { return [] }
        stage = .ending(.interrupted)
        return []
    }

    private mutating func finish(_ end: TrialEnd) -> [TrialAction] {
        stage = .over
        return [.finish(end)]
    }

    private func end(_ reason: Reason, _ exit: ChildExit, _ said: String?) -> TrialEnd {
        switch reason {
        case .interrupted: .interrupted
        case .result(let outcome, let hadToBeAsked):
            .recorded(findings(outcome, hadToBeAsked ? ChildExit(way: .code(0)) : exit))
        case .fault(let why): .recorded(findings(.failed, why))
        case .watchdog(let why): .recorded(findings(.timeout, why))
        case .noResult where exit.forced:
            .recorded(findings(.crashed, "closed its output without a result and did not exit", said))
        case .noResult: .recorded(findings(.crashed, Self.words(for: exit), said))
        }
    }

    private static func words(for exit: ChildExit) -> String {
        exit.way == .code(0) ? "exited without a result" : exit.description
    }

    private func findings(_ outcome: TrialLine.Outcome, _ exit: ChildExit) -> TrialFindings {
        var findings = findings(outcome.status, outcome.statusDetail?.shown(limit: 300))
        findings.behind = outcome.behind
        findings.latencyBound = outcome.latencyBound
        findings.measurements.merge(outcome.metrics)
        switch exit.way {
        case .signal where !exit.forced:
            findings.status = .crashed
            findings.statusDetail = "\(exit.description) after its result"
        case .code(let code) where code != 0 && outcome.status != .failed:
            findings.status = .failed
            findings.statusDetail = "\(exit.description) after its result"
        case .code, .signal: break
        }
        return findings
    }

    private func findings(_ status: TrialStatus, _ detail: String?, _ said: String? = nil) -> TrialFindings {
        let words = [detail, said?.shown()].compactMap { $0 }.joined(separator: ": ")
        return TrialFindings(
            status: status, statusDetail: words.isEmpty ? nil : words, hello: hello, measurements: partial,
            samples: samples, histograms: histograms)
    }
}
