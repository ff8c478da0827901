import Glibc
import Profiling

// Holds 50 MB and allocates 200 MB in all, in functions of known names: ProfiledHeap FILE. ProfiledHeap serve 0: holds
// 50 MB, and serves profiles at a free port while it goes on allocating, until the standard input ends.

@inline(never)
func hold(_ count: Int) -> [[UInt8]] {
    (0..<count).map { _ in [UInt8](repeating: 1, count: 10_000) }
}

@inline(never)
func churn(_ count: Int) -> Int {
    var sum = 0
    for index in 0..<count {
        let block = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 10_000)
        sum &+= Int(block[index % 10_000])
    }
    return sum
}

/// Whether the standard input has ended; does not wait.
func isInputOver() -> Bool {
    var entry = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 1) > 0
}

// What the runtime makes the first time only is small, and one sample of it would stand for hundreds of objects.
_ = (hold(1), churn(1))
try HeapProfile.start()
let held = hold(5_000)
if CommandLine.arguments[1] == "serve" {
    let endpoint = try ProfileEndpoint(port: 0)
    try endpoint.start()
    print("port \(endpoint.port)")
    fflush(nil)
    var sum = 0
    while !isInputOver() { sum &+= churn(100) }
    endpoint.stop()
    print(held.count, sum)
} else {
    let sum = churn(15_000)
    try HeapProfile.capture().write(to: CommandLine.arguments[1])
    print(held.count, sum)
}
