/// Why there is no CPU profile.
public enum CPUProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One is being made already: a process has one at a time.
    case alreadyRunning
    /// It was stopped before, or begun by the process that this one was forked from.
    case stopped
    /// Not a rate of 1 to 1,000 samples a second.
    case badRate(Int)
    /// A sandbox forbids what the sampler needs to read stacks.
    case forbidden(SystemError)
    /// A system call failed, for want of memory, threads or files.
    case system(SystemError)

    public var description: String {
        switch self {
        case .alreadyRunning: "a CPU profile is being made already: wait for its end, or stop it"
        case .stopped: "this CPU profile was stopped before"
        case .badRate(let rate): "a CPU profile of \(rate) samples a second: choose 1 to 1000"
        case .forbidden(let error):
            "stacks cannot be read here (\(error)): allow process_vm_readv, or reading /proc/self/mem"
        case .system(let error): "no CPU profile: \(error)"
        }
    }
}
