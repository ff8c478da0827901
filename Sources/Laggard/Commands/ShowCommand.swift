import ArgumentParser

/// `laggard show DIR`: the summary of a run again, from its rows alone.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the summary of a run again.",
        discussion: "Exit codes: 0 done, 2 the folder is not one of a run, 7 a file could not be read."
    )

    @Argument(help: ArgumentHelp("Folder of a run.", valueName: "DIR"))
    var folder: String

    func run() throws {
        let records = try RunReader.trials(folder: folder)
        Terminal.write(RunText.summary(records, RunFiles(folder: folder)), to: .output)
    }
}
