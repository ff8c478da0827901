/// What the manual says beside the help: examples, the environment, files.
enum Manual {
    /// A command line, and what it is for.
    struct Example {
        var purpose: String
        var line: String

        init(_ line: String, _ purpose: String) {
            self.purpose = purpose
            self.line = line
        }
    }

    /// What laggard is, before its commands.
    static let introduction = [
        "Measures what slow subscribers do to a publish/subscribe broker: throughput, p99 latency and heap growth, for "
            + "each way of bounding the wait for a slow one.",
        "A plan in YAML, or a preset, spans a matrix of cells. Each trial of a cell runs in a fresh process, "
            + "laggard-trial beside laggard or any program that speaks its protocol, and becomes a row of CSV.",
    ]

    /// By command. A test parses each.
    static let examples: [String: [Example]] = [
        "run": [
            Example("laggard run --preset smoke", "Half a minute, to see that everything works."),
            Example("laggard run plan.yaml --dry-run", "What a plan would measure, and how long it takes."),
            Example(
                "laggard run plan.yaml --set 'strategy=[timer,drop-newest]' --set timeout=3min --output results/long",
                "A plan with other strategies and another timeout."),
            Example("laggard run --resume results/long", "Go on with what was interrupted."),
        ],
        "show": [
            Example("laggard show results/long", "The summary of a run, again."),
            Example("laggard show results/long --only ratios --format markdown", "Its ratios, for a document."),
        ],
        "compare": [
            Example("laggard compare --base main", "The work tree as it is, against a branch."),
            Example("laggard compare --base v1.2 --head main --budget 3m", "Two revisions, in three minutes."),
            Example("laggard compare --self-test", "What the gate reaches on this machine."),
        ],
        "gate": [
            Example(
                "laggard gate --baseline results/baseline --candidate results/long --common-cells",
                "What repeats exactly, in the cells that both runs have."),
            Example(
                "laggard gate --baseline results/pairs --candidate results/pairs",
                "The verdict of a comparison, made again from its rows."),
        ],
        "report": [
            Example("laggard report results/long", "A run as one HTML file, report.html in its folder."),
            Example("laggard report results/new --against results/old -o both.html", "Two runs side by side."),
        ],
        "leak": [
            Example("laggard leak", "The article's leak: a timer of three minutes for every send."),
            Example("laggard leak --strategy after ticker timer --for 5s", "The leak, and its repairs."),
            Example("laggard leak --for 60s --pprof", "A minute of it, for go tool pprof to look at."),
        ],
        "profile": [
            Example(
                "laggard profile --strategy after --diff timer", "What the leak allocates that its repair does not."),
            Example(
                "laggard profile --preset default --scenario slow --strategy timer --set subscribers=1000",
                "One cell of a preset."),
        ],
        "search": [
            Example("laggard search", "The preset's strategies, with a p99 of 10 ms at most."),
            Example(
                "laggard search plan.yaml --limit 'fast_latency_p99_ns<=2ms' --precision 10%",
                "Cells of a plan, with another limit."),
        ],
        "list": [Example("laggard list strategies", "Each strategy, what it costs, and its timer sources.")],
        "doctor": [
            Example("laggard doctor", "Whether this machine can measure."),
            Example("laggard doctor --measure", "How far its figures can be trusted."),
        ],
        "completions": [Example("laggard completions fish", "The script for fish.")],
    ]

    /// Variables that are looked at, and what for.
    static let environment: [(name: String, meaning: String)] = [
        ("COLUMNS", "How wide a terminal is that does not say so itself."),
        (
            "LAGGARD_LOG_LEVEL",
            "The least of laggard-trial's messages that go to logs/: trace, debug, info, notice, warning, error or "
                + "critical. Default: notice."
        ),
        (
            "LC_ALL, LC_CTYPE, LANG",
            "The first that is set says the locale. Sparklines are drawn where its encoding is UTF-8."
        ),
        (
            "MALLOC_CONF",
            "Settings of the trial's jemalloc. Exact trials add tcache:false; before them, profiled ones have its profiler on."
        ),
        ("NO_COLOR", "Plain lines at a terminal as well, where it is not empty."),
        ("TERM", "Plain lines where it is dumb, or not set."),
    ]

    /// What is read or written without being named.
    static let files: [(name: String, meaning: String)] = [
        ("results/RUN-ID/manifest.json", "The plan as resolved, the machine, the build, the command line."),
        ("results/RUN-ID/trials.csv", "One row per trial: what was run, how it ended, what was measured."),
        ("results/RUN-ID/samples.csv", "The time series of each trial."),
        ("results/RUN-ID/histograms.csv", "The histograms behind the percentiles."),
        ("results/RUN-ID/search.csv", "What search has found."),
        ("results/RUN-ID/logs/", "What each trial's process said."),
        ("results/RUN-ID/verdict.json", "What compare has found."),
        ("results/doctor.json", "What doctor has measured, for the manifests of runs."),
    ]
}
