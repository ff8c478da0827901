import Subprocess

/// The compilers of this machine, as far as they say which they are.
enum Compilers {
    private static let commands = [
        ["swift", "--version"], ["cc", "--version"], ["go", "version"], ["rustc", "--version"], ["java", "-version"],
    ]

    /// The first line of each that is there.
    static func versions() async -> String {
        var lines = ""
        for command in commands {
            let result = try? await Subprocess.run(
                .name(command[0]), arguments: .init(Array(command.dropFirst())), input: .none,
                output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
            guard let result, result.terminationStatus.isSuccess else { continue }
            let said = result.standardOutput.isEmpty ? result.standardError : result.standardOutput
            lines += "\(command[0]): \(said.split(whereSeparator: \.isNewline).first ?? "")\n"
        }
        return lines
    }
}
