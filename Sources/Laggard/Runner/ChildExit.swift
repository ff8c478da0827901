/// How a child left.
struct ChildExit: Sendable, Equatable {
    enum Way: Sendable, Equatable {
        case code(Int32)
        case signal(Int32)
    }

    var way: Way
    /// Whether the runner had to send it a signal.
    var forced = false

    /// In words: `exit code 3`, `killed by SIGSEGV`.
    var description: String {
        switch way {
        case .code(let code): "exit code \(code)"
        case .signal(let number): "killed by \(Self.name(ofSignal: number))"
        }
    }

    private static let signalNames: [Int32: String] = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
        9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
        16: "SIGSTKFLT", 24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
    ]

    /// The name of a signal on Linux.
    static func name(ofSignal number: Int32) -> String { signalNames[number] ?? "signal \(number)" }
}
