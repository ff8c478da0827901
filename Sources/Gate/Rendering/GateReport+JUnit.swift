extension GateReport {
    /// JUnit XML: a test case per finding and limit. A regression and a broken limit are failures; what is undecided
    /// is an error, since it is no pass; what is only reported and a limit that does not apply are skipped.
    public func junit() -> String {
        let cases = findings.map(Self.testCase) + limits.map(Self.testCase)
        let failures = findings.count { $0.verdict == .regression } + limits.count { $0.state.isBroken }
        let errors = findings.count { $0.verdict == .undecided && $0.kind != .reported }
        let skipped = limits.count { $0.state == .notApplicable } + findings.count { $0.kind == .reported }
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
        let lines =
            [
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<testsuites name=\"laggard\" \(counts)>",
                "  <testsuite name=\"\(Untrusted.xml("\(base) -> \(head)"))\" \(counts)>",
            ] + cases + ["  </testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func testCase(_ finding: Finding) -> String {
        let facts = [finding.change, finding.interval, finding.evidence.isEmpty ? "" : "Z \(finding.evidence)"]
        let words = (facts.filter { !$0.isEmpty } + [Figures.count(finding.pairs, "pair")]).joined(separator: ", ")
        let notes = finding.notes.joined(separator: "; ")
        let outcome: String? =
            switch (finding.kind, finding.verdict) {
            case (.reported, _): "      <skipped message=\"\(Untrusted.xml(words))\"/>"
            case (_, .regression): element("failure", "regression", words, notes)
            case (_, .undecided): element("error", "undecided", words, notes)
            case (_, .improvement), (_, .unchanged): nil
            }
        return testCase(finding.cellLabel, finding.subject, outcome)
    }

    private static func testCase(_ limit: LimitFinding) -> String {
        let words = "\(limit.stateWord): \(limit.figureText) over \(Figures.count(limit.trials, "trial"))"
        let outcome: String? =
            switch limit.state {
            case .kept: nil
            case .broken, .unknown: element("failure", "limit", words, "")
            case .notApplicable: "      <skipped/>"
            }
        return testCase(limit.cell.label, limit.limit, outcome)
    }

    private static func testCase(_ label: String, _ name: String, _ outcome: String?) -> String {
        let start = "    <testcase classname=\"\(Untrusted.xml(label))\" name=\"\(Untrusted.xml(name))\""
        return outcome.map { "\(start)>\n\($0)\n    </testcase>" } ?? "\(start)/>"
    }

    private static func element(_ name: String, _ type: String, _ message: String, _ text: String) -> String {
        "      <\(name) type=\"\(type)\" message=\"\(Untrusted.xml(message))\">\(Untrusted.xml(text))</\(name)>"
    }
}
