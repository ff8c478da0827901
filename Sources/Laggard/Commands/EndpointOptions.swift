import ArgumentParser

/// Whether trials serve profiles, and where.
struct EndpointOptions: ParsableArguments {
    @Flag(
        name: .customLong("pprof"),
        help: "Serve profiles of the trial under way, for 'go tool pprof'; rows are marked as profiled.")
    var isServed = false

    @Option(name: .customLong("pprof-port"), help: ArgumentHelp("Port of 127.0.0.1 for --pprof.", valueName: "port"))
    var port = 6_060

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--pprof-port must be in 1...65535.") }
        if port != 6_060 && !isServed { throw ValidationError("--pprof-port says where --pprof serves: give both.") }
    }

    var profiling: TrialProfiling? { isServed ? .served(port: port) : nil }

    /// What the user is told, so that a profile is one command away.
    var announcement: String? {
        guard isServed else { return nil }
        let address = "http://127.0.0.1:\(port)/debug/pprof"
        return """
            profiles while a trial is under way:
              go tool pprof -seconds 10 \(address)/profile
              go tool pprof \(address)/heap

            """
    }
}
