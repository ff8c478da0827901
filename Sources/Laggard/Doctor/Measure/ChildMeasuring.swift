import Experiment
import Foundation
import Subprocess

/// Asks a child what the harness costs in it: `--measure`, an optional extra of the trial protocol.
struct ChildMeasuring: Sendable {
    let command: ChildCommand
    let scale: Double
    let interruption: Interruption

    private static let tick = Duration.milliseconds(100)
    /// Ten times what it takes.
    private static let limit = 300

    /// What it says; nothing where it does not offer that, or takes too long.
    func lines() async -> [MeasurementLine] {
        let output = await withTaskGroup(of: String?.self) { group in
            group.addTask { await said() }
            group.addTask {
                for _ in 0..<Self.limit where interruption.signal == nil { try? await Task.sleep(for: Self.tick) }
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return output.map(Self.lines) ?? []
    }

    /// Lines that are something else are passed over: the child may be one of another kind.
    static func lines(_ output: String) -> [MeasurementLine] {
        let decoder = JSONDecoder()
        return output.split(separator: "\n").compactMap {
            try? decoder.decode(MeasurementLine.self, from: Data($0.utf8))
        }
    }

    /// In a process group of its own, so that what it has started ends with it.
    private func said() async -> String? {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))
        ]
        let result = try? await Subprocess.run(
            command.isPath ? .path(.init(command.program)) : .name(command.program),
            arguments: .init(command.arguments + ["--measure", "\(scale)"]), platformOptions: options,
            output: .string(limit: 1 << 20))
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return result.standardOutput
    }
}
