/// Children that speak the trial protocol, or fail to, as bash scripts. Each writes its process id to `$1/pids`.
enum Stub: String, CaseIterable {
    /// Does all as it should.
    case good
    /// The same, after a tenth of a second.
    case paced
    /// Prints what is no JSON.
    case rubbish
    /// Says hello and no more; ignores SIGTERM and the end of its input.
    case hanging
    /// Says hello, then waits for its input to end.
    case waiting
    case segfault
    case killed
    case early
    case heapLimit = "heap-limit"
    /// Passes its standard error through; leaves a grandchild that holds its output.
    case parent
    /// Says its result, and stays until its input ends.
    case lingering
    /// Writes many samples.
    case talkative
    /// Takes a second and a half over figures that move.
    case lively
    /// The same without an end.
    case endless

    var script: String { "#!/bin/bash\necho $$ >> \"$1/pids\"\nread -r cell || exit 1\n" + Self.hello + body }

    private static let hello = """
        echo '{"type":"hello","protocol":1,"implementation":"stub","version":"1.2","capabilities":[],\
        "heap_source":"jemalloc"}'
        echo '{"type":"ready"}'
        echo '{"type":"progress","phase":"window","elapsed_s":0.1,"metrics":{"published":5}}'

        """

    private static func result(_ status: String) -> String {
        """
        echo '{"type":"sample","elapsed_s":0.5,"phase":"window","allocated_bytes":1000}'
        echo '{"type":"result","status":"\(status)","behind":false,"latency_bound":false,"metrics":{\
        "published":100,"deliveries_per_s":1000000,"fast_latency_p99_ns":1200000,"heap_growth_bytes":12000}}'
        exit 0

        """
    }

    /// A heap that grows, a rate that does not, and a latency that falls; ten times a second.
    private static func figures(_ count: Int) -> String {
        """
        for ((i = 0; i < \(count); i++)); do
        t=$((i / 10)).$((i % 10))
        echo "{\\"type\\":\\"sample\\",\\"elapsed_s\\":$t,\\"phase\\":\\"window\\",\
        \\"allocated_bytes\\":$((i * 1000000 + 1000000)),\\"deliveries\\":$((i * 500))}"
        echo "{\\"type\\":\\"progress\\",\\"elapsed_s\\":$t,\\"phase\\":\\"window\\",\\"metrics\\":{},\
        \\"recent_fast_p99_ns\\":$((90000000 / (i + 1)))}"
        read -r -t 0.1 pause; [ $? -gt 128 ] || exit 7
        done

        """
    }

    private var body: String {
        switch self {
        case .good: Self.result("ok")
        case .paced: "read -r -t 0.1 pause\n" + Self.result("ok")
        case .rubbish: "echo $'what \\e[31mis this'\nread -r rest\n"
        case .hanging: "trap '' TERM\nwhile true; do read -r -t 1 pause < <(:); sleep 0.2; done\n"
        case .waiting: "read -r rest\nexit 0\n"
        case .segfault: "echo 'about to fall' >&2\nkill -SEGV $$\n"
        case .killed: "kill -KILL $$\n"
        case .early: "echo 'no memory for 10 subscribers' >&2\nexit 3\n"
        case .heapLimit: Self.result("heap_limit")
        case .parent: "sleep 300 &\necho $! >> \"$1/pids\"\n" + Self.result("ok")
        case .lingering: Self.result("ok").replacing("exit 0", with: "read -r rest\nexit 7")
        case .lively: Self.figures(15) + Self.result("ok")
        case .endless: Self.figures(3_000)
        case .talkative:
            "for i in {1..4000}; do echo '{\"type\":\"sample\",\"elapsed_s\":0.5,\"phase\":\"window\"}'; done\n"
                + Self.result("ok")
        }
    }
}
