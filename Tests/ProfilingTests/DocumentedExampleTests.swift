import Foundation
import Profiling
import Testing

extension OneProfileAtATime {
    /// The blocks of docs/profiling-library.md and of the module's documentation, word for word.
    struct DocumentedExampleTests {
        @Test func cpuExample_WritesAFile() async throws {
            // example
            let profile = try CPUProfile.start()
            let sum = (0..<1_000_000).reduce(0, &+)
            try await profile.stop().write(to: "cpu.pb.gz")
            print(sum)
            // end of example
            #expect(try ReadProfile(path: "cpu.pb.gz").types == ["samples", "cpu"])
            try FileManager.default.removeItem(atPath: "cpu.pb.gz")
        }

        /// Somebody else may have the port, or jemalloc not serve the tests.
        @Test func otherExamples_Run_OrSayWhyNot() throws {
            do { try Self.endpoint() } catch let error as ProfileEndpointError { #expect("\(error)".contains("6060")) }
            defer { try? FileManager.default.removeItem(atPath: "heap.pb.gz") }
            do { try Self.heap() } catch let error as HeapProfileError { #expect("\(error)".contains("jemalloc")) }
        }

        private static func endpoint() throws {
            // example
            let endpoint = try ProfileEndpoint(port: 6060)
            try endpoint.start()
            // The server's own work; go tool pprof -seconds 10 http://127.0.0.1:6060/debug/pprof/profile
            endpoint.stop()
            // end of example
        }

        private static func heap() throws {
            // example
            try HeapProfile.start()
            let held = (0..<100).map { [UInt8](repeating: 1, count: $0 * 10_000) }
            try HeapProfile.capture().write(to: "heap.pb.gz")
            print(held.count)
            // end of example
        }
    }
}
