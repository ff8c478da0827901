import ArgumentParser
import Experiment

/// `laggard show DIR`: the summary of a run again, from its rows alone.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the summary of a run again, and the ratios between its implementations.",
        discussion: "Exit codes: 0 done, 2 the folder is not one of a run, 7 a file could not be read."
    )

    /// How tables are written.
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown }

    @Argument(help: ArgumentHelp("Folder of a run.", valueName: "DIR"), completion: .run)
    var folder: String

    @Option(help: ArgumentHelp("Which tables; else both.", valueName: "which"))
    var only: RunText.Part?

    @Option(help: ArgumentHelp("How tables are written: markdown is for documents.", valueName: "format"))
    var format = Format.text

    func run() throws {
        let records = try RunReader.trials(folder: folder)
        let text =
            only == nil && format == .text
            ? RunText.summary(records, RunFiles(folder: folder))
            : RunText.tables(records, part: only, isMarkdown: format == .markdown)
        Terminal.write(text + (try limits(records)), to: .output)
    }
}

extension ShowCommand {
    /// How the plan's limits stand; nothing where only one table was asked for.
    private func limits(_ records: [TrialRecord]) throws -> String {
        guard only == nil, format == .text else { return "" }
        return RunLimits(try RunReader.manifest(folder: folder).plan, records).text()
    }
}

extension RunText.Part: ExpressibleByArgument {}
