import ArgumentParser

/// `laggard completions`: what a shell needs to complete laggard's command line.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the script that completes this command line in a shell.",
        discussion: """
            scripts/install puts the scripts where the shells look for them. For one session of bash: \
            source <(laggard completions bash).

            Exit codes: 0 done, 2 usage.
            """
    )

    /// The shells that there are scripts for.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        fileprivate var kind: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: ArgumentHelp("The shell.", valueName: "shell"))
    var shell: Shell

    func run() throws { Terminal.write(CompletionScript.text(shell.kind) + "\n", to: .output) }
}
