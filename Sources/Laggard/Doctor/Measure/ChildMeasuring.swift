import Experiment
import Foundation
import Subprocess

/// Asks a child what the harness costs in it: `--measure`, an optional extra of the trial protocol.
struct ChildMeasuring: Sendable {
    let command: ChildCommand
    let scale: Double
    var limit = Duration.seconds(30)

    /// What it says; nothing where it does not offer that, or takes too long.
    func lines() async -> [MeasurementLine] {
        let output = await withTaskGroup(of: String?.self) { group in
            group.addTask { await said() }
            group.addTask {
                try? await Task.sleep(for: limit)
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

    private func said() async -> String? {
        let result = try? await Subprocess.run(
            command.isPath ? .path(.init(command.program)) : .name(command.program),
            arguments: .init(command.arguments + ["--measure", "\(scale)"]), output: .string(limit: 1 << 20))
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return result.standardOutput
    }
}
