import Experiment
import Glibc
import HeapStatistics
import Logging
import Synchronization

/// The whole of a child's `main`: reads a cell from standard input, runs its trial, and writes the protocol's lines to
/// standard output. `docs/trial-protocol.md` is the contract.
///
///     TrialMain.run(MyBroker.self)
public enum TrialMain {
    /// Does not return. Call it on the main thread.
    ///
    /// - Parameters:
    ///   - broker: the broker under test.
    ///   - profiling: takes the profiles that `--profile` and `--pprof` ask for; nil where there are none.
    public static func run(_ broker: any BrokerUnderTest.Type, profiling: (any ChildProfiling.Type)? = nil) -> Never {
        signal(SIGPIPE, SIG_IGN)
        let (profiler, endServing) = profiles(answerOptions(CommandLine.arguments, broker), profiling)
        let logger = makeLogger(broker)
        let writer = LineWriter(file: STDOUT_FILENO) { complaint in
            logger.error("\(complaint)")
            leave(.abandoned)
        }
        writer.write(.hello(hello(broker)))
        let cell = readCell(broker)
        watchInput(logger)
        logger.info("trial begins", metadata: ["strategy": "\(cell.strategy.rawValue)", "seed": "\(cell.seed)"])
        let outcome = Trial.run(cell, broker: broker, profiler: profiler) { writer.write($0) }
        // Whoever asked may go as soon as it has read the result.
        isOver.store(true, ordering: .releasing)
        writer.write(.result(outcome))
        logger.info("trial ended as \(outcome.status.rawValue)", metadata: ["detail": "\(outcome.statusDetail ?? "")"])
        endServing()
        leave(.done)
    }

    private static func hello(_ broker: any BrokerUnderTest.Type) -> TrialLine.Hello {
        let isCounted = HeapStatistics() != nil
        return TrialLine.Hello(
            implementation: broker.implementation, version: broker.version,
            capabilities: broker.strategies.map(\.rawValue), heapSource: isCounted ? "jemalloc" : nil,
            heapSourceVersion: isCounted ? HeapStatistics.version : nil,
            heapSourceConfig: isCounted ? HeapStatistics.configuration : nil)
    }

    private static func readCell(_ broker: any BrokerUnderTest.Type) -> Cell {
        guard let line = LineReader.firstLine(of: STDIN_FILENO) else {
            refuse("no cell on standard input: one line of JSON is expected (see --help)")
        }
        do {
            let cell = try CellReader.cell(from: line)
            guard broker.strategies.contains(cell.strategy) else {
                let known = broker.strategies.map(\.rawValue).joined(separator: ", ")
                refuse("\(broker.implementation) does not offer '\(cell.strategy.rawValue)'; it offers \(known)")
            }
            return cell
        } catch {
            refuse("\(error)")
        }
    }

    /// Whether the trial is over: an input that closes from then on is no loss.
    private static let isOver = Atomic(false)

    /// No child outlives a runner that was killed.
    private static func watchInput(_ logger: Logger) {
        WorkerThread(name: "input") {
            LineReader.waitForEnd(of: STDIN_FILENO)
            guard !isOver.load(ordering: .acquiring) else { return }
            logger.error("standard input closed before the trial was over")
            leave(.abandoned)
        }.detach()
    }

    // MARK: Leaving

    /// At once, without tearing down a trial that may be stuck; every line has been written by then.
    private static func leave(_ code: ChildExit) -> Never { _exit(code.rawValue) }

    private static func refuse(_ complaint: String) -> Never {
        complain("\(programName): \(complaint)\n")
        leave(.usage)
    }

    private static func complain(_ text: String) {
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }

    // MARK: Options

    private static var programName: String {
        CommandLine.arguments.first.flatMap { $0.split(separator: "/").last.map(String.init) } ?? "laggard-trial"
    }

    /// Answers what is no trial, and leaves then.
    /// - Returns: the profiles that are asked for.
    private static func answerOptions(
        _ arguments: [String], _ broker: any BrokerUnderTest.Type
    ) -> ProfileRequest? {
        guard let option = arguments.dropFirst().first else { return nil }
        let value = arguments.dropFirst(2).first
        switch option {
        case "--profile":
            guard let value, !value.isEmpty else { refuse("--profile takes a folder") }
            return .window(folder: value)
        case "--pprof":
            guard let port = value.flatMap({ UInt16($0) }) else {
                refuse("--pprof takes a port from 0 to 65535, not '\(value ?? "")'")
            }
            return .served(port: Int(port))
        case "--version": print("\(broker.implementation) \(broker.version), protocol \(TrialLine.protocolVersion)")
        case "--help", "-h": print(help(broker))
        case "--measure": measure(broker, scale: value)
        default: refuse("unknown option '\(option)' (see --help)")
        }
        exit(ChildExit.done.rawValue)
    }

    /// What the option asks for: a profiler, and what ends its endpoint.
    private static func profiles(
        _ request: ProfileRequest?, _ profiling: (any ChildProfiling.Type)?
    ) -> (profiler: (any WindowProfiler)?, endServing: () -> Void) {
        guard let request else { return (nil, {}) }
        guard let profiling else { refuse("this program takes no profiles of itself: leave the option out") }
        do {
            switch request {
            case .window(let folder): return (try profiling.profiler(of: folder), {})
            case .served(let port): return (nil, try profiling.serve(port: port))
            }
        } catch {
            refuse("\(error)")
        }
    }

    private enum ProfileRequest {
        case window(folder: String)
        case served(port: Int)
    }

    /// Says what the harness costs here, in lines of JSON; `scale` shortens it.
    private static func measure(_ broker: any BrokerUnderTest.Type, scale: String?) {
        guard let factor = Double(scale ?? "1"), factor > 0, factor <= 100 else {
            refuse("--measure takes a factor above 0, 100 at most, not '\(scale ?? "")'")
        }
        let writer = LineWriter(file: STDOUT_FILENO) { _ in leave(.abandoned) }
        do {
            try HarnessCost.measure(broker, scale: factor) { writer.write($0) }
        } catch {
            refuse("\(error)")
        }
    }

    private static func help(_ broker: any BrokerUnderTest.Type) -> String {
        """
        Runs one trial of the broker '\(broker.implementation)'. Not meant to be called by hand: `laggard run` does.

        Takes one cell as a line of JSON on standard input, which must stay open until the trial is over, and writes
        lines of JSON to standard output: hello, ready, sample, progress, and last of all result.

        --profile FOLDER writes profiles of the window, for `go tool pprof`: cpu.pb.gz and heap.pb.gz. --pprof PORT serves
        profiles at http://127.0.0.1:PORT/debug/pprof/ as long as the trial goes on. Both cost time.

        --measure [FACTOR] takes no cell: it writes what the harness itself costs here, in 3 seconds times FACTOR.

        Exit codes: 0 a result was written, 2 bad input, 7 input or output was closed before that.
        """
    }

    /// Messages below `LAGGARD_LOG_LEVEL` (notice unless told) are not logged.
    private static func makeLogger(_ broker: any BrokerUnderTest.Type) -> Logger {
        var logger = Logger(label: programName) { StreamLogHandler.standardError(label: $0) }
        let level = getenv("LAGGARD_LOG_LEVEL").map { String(cString: $0) }
        logger.logLevel = level.flatMap(Logger.Level.init(rawValue:)) ?? .notice
        logger[metadataKey: "implementation"] = "\(broker.implementation)"
        return logger
    }
}
