/// The page `docs/commands.md`, made from the command line itself.
enum CommandsPage {
    /// The whole page.
    static func markdown() throws -> String {
        let root = try CommandHelp.root()
        let commands = root.commands.map {
            "| [`\($0.commandName)`](#laggard-\($0.commandName)) | \(text($0.abstract)) |"
        }
        return """
            # Commands

            Made from the command line itself; a test keeps the page equal to it. `laggard help COMMAND` prints the same, \
            and `man laggard` has it where laggard is [installed](install.md). Every command takes `--help` and `--version`.

            | command | what |
            | --- | --- |
            \(commands.joined(separator: "\n"))

            \(root.commands.map(section).joined(separator: "\n"))
            ## Exit codes

            The same for every command.

            | code | means |
            | --- | --- |
            \(ExitStatus.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }.joined(separator: "\n"))

            ## Environment

            | variable | what for |
            | --- | --- |
            \(Manual.environment.map { "| `\($0.name.replacing(", ", with: "`, `"))` | \(text($0.meaning)) |" }
                .joined(separator: "\n"))

            """
    }

    private static func section(_ command: CommandHelp) -> String {
        let usage = (["laggard \(command.commandName)"] + command.options.map(\.usage)).joined(separator: " ")
        var parts = ["## laggard \(command.commandName)", text(command.abstract), "```console\n\(usage)\n```"]
        parts += command.paragraphs.map(text)
        if !command.options.isEmpty {
            let rows = command.options.map { "| `\($0.text)` | \(text($0.meaning)) |" }
            parts.append((["| argument | what |", "| --- | --- |"] + rows).joined(separator: "\n"))
        }
        if let codes = command.exitCodes { parts.append("Exit codes: \(text(codes))") }
        if let examples = Manual.examples[command.commandName] {
            let lines = examples.flatMap { ["# \($0.purpose)", $0.line] }
            parts.append((["```console"] + lines + ["```"]).joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func text(_ text: String?) -> String { TextTable.escaped(text ?? "") }
}
