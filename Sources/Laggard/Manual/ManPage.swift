/// A page of the manual in mdoc, the language of `man`. Pure.
struct ManPage {
    private let name: String
    private let command: CommandHelp
    /// The other pages, by name.
    private let others: [String]
    private let isRoot: Bool

    /// Every page by the name of its file.
    static func all() throws -> [String: String] {
        let root = try CommandHelp.root()
        let names = [root.commandName] + root.commands.map { "laggard-\($0.commandName)" }
        let pages = zip(names, [root] + root.commands).map { name, command in
            ManPage(name: name, command: command, others: names.filter { $0 != name }, isRoot: name == "laggard")
        }
        return Dictionary(uniqueKeysWithValues: pages.map { ("\($0.name).1", $0.text) })
    }

    private var text: String {
        let lines =
            head + synopsis + description + options + (isRoot ? commands + environment + files : []) + exitStatus
            + examples + seeAlso
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Sections

    private var head: [String] {
        let abstract = Mdoc.lowercased(command.abstract ?? "")
        return [
            ".\\\" Made from the command line itself: see docs/commands.md.", ".Dd \(LaggardVersion.date)",
            ".Dt \(name.uppercased()) 1", ".Os laggard \(LaggardVersion.current)", ".Sh NAME", ".Nm \(name)",
            ".Nd \(abstract)",
        ]
    }

    private var synopsis: [String] {
        let call =
            isRoot ? [".Nm laggard", ".Ar command", ".Op Ar argument ..."] : [".Nm laggard \(command.commandName)"]
        return [".Sh SYNOPSIS"] + call
            + command.options.map { option in
                let words = Self.macro(option) + (option.isRepeating ? " ..." : "")
                return option.isOptional ? ".Op \(words)" : ".\(words)"
            }
    }

    private var description: [String] {
        let first = isRoot ? Manual.introduction : [(command.abstract ?? "")]
        let paragraphs = first + command.paragraphs
        return [".Sh DESCRIPTION"] + paragraphs.map(Mdoc.text).joined(separator: [".Pp"])
    }

    private var options: [String] {
        guard !command.options.isEmpty else { return [] }
        return [".Sh OPTIONS"] + Mdoc.list(command.options.map { (Self.macro($0), $0.meaning) })
    }

    private var commands: [String] {
        [".Sh COMMANDS"]
            + Mdoc.list(
                command.commands.map { ("Xr laggard-\($0.commandName) 1", $0.abstract ?? "") })
            + [".Pp"] + Mdoc.text("Every command takes --help and --version.")
    }

    private var environment: [String] {
        [".Sh ENVIRONMENT"]
            + Mdoc.list(Manual.environment.map { ("Ev \($0.name.replacing(", ", with: " , Ev "))", $0.meaning) })
    }

    private var files: [String] {
        [".Sh FILES"] + Mdoc.list(Manual.files.map { ("Pa \($0.name)", $0.meaning) })
    }

    private var exitStatus: [String] {
        guard isRoot else { return [".Sh EXIT STATUS"] + Mdoc.text(command.exitCodes ?? "0 done.") }
        return [".Sh EXIT STATUS"]
            + Mdoc.list(ExitStatus.allCases.map { ("Er \($0.rawValue)", Mdoc.sentence($0.meaning)) })
    }

    private var examples: [String] {
        guard let examples = Manual.examples[command.commandName] else { return [] }
        return [".Sh EXAMPLES"]
            + examples.map { Mdoc.text($0.purpose) + [".Dl \(Mdoc.escaped($0.line))"] }.joined(separator: [".Pp"])
    }

    private var seeAlso: [String] {
        [".Sh SEE ALSO"] + others.sorted().enumerated().map { ".Xr \($1) 1\($0 == others.count - 1 ? "" : " ,")" }
    }

    /// `Fl \-set Ar key=value`.
    private static func macro(_ option: CommandHelp.Argument) -> String {
        let names = (option.names ?? []).map { "Fl \(Mdoc.escaped(String($0.text.dropFirst())))" }
        let value = option.kind == .flag ? [] : ["Ar \(Mdoc.escaped(option.valueName))"]
        return (names + value).joined(separator: " ")
    }
}
