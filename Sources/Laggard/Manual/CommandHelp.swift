import Foundation

/// A command as the parser itself describes it: the one source of help, manual pages and `docs/commands.md`.
struct CommandHelp: Decodable {
    /// A positional argument, an option with a value, or a flag.
    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }
        struct Name: Decodable {
            enum Kind: String, Decodable { case long, short, longWithSingleDash }
            var kind: Kind
            var name: String

            var text: String { (kind == .long ? "--" : "-") + name }
        }

        var kind: Kind
        var names: [Name]?
        var valueName: String
        var abstract: String?
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool
        var defaultValue: String?
        var allValues: [String]?
    }

    var commandName: String
    var abstract: String?
    private var discussion: String?
    private var arguments: [Argument]?
    private var subcommands: [CommandHelp]?

    /// The root.
    static func root() throws -> CommandHelp {
        struct Dump: Decodable { var command: CommandHelp }
        return try JSONDecoder().decode(Dump.self, from: Data(LaggardCommand._dumpHelp().utf8)).command
    }

    /// Those that do something: the parser adds `help`.
    var commands: [CommandHelp] { (subcommands ?? []).filter { $0.commandName != "help" } }

    /// What help shows, but for `--help` and `--version`, which every command has.
    var options: [Argument] {
        (arguments ?? []).filter { $0.shouldDisplay && $0.valueName != "help" && $0.valueName != "version" }
    }

    /// The discussion's paragraphs, without that about exit codes.
    var paragraphs: [String] { allParagraphs.filter { !$0.hasPrefix(Self.codes) } }

    /// What it says of exit codes: `0 done, 2 usage.`
    var exitCodes: String? {
        guard let paragraph = allParagraphs.first(where: { $0.hasPrefix(Self.codes) }) else { return nil }
        return String(paragraph.drop { !$0.isNumber })
    }

    private static let codes = "Exit code"

    private var allParagraphs: [String] {
        (discussion ?? "").split(separator: "\n\n").map { String($0).replacing("\n", with: " ") }
    }
}

extension CommandHelp.Argument {
    /// `--set key=value`, `--quiet`, `DIR`.
    var text: String {
        let name = names?.first { $0.kind == .long }?.text ?? names?.first?.text
        return [name, kind == .flag ? nil : valueName].compactMap(\.self).joined(separator: " ")
    }

    /// Sentences about its values that its own text leaves out.
    var notes: [String] {
        var notes: [String] = []
        if let allValues, kind != .flag { notes.append("One of \(allValues.joined(separator: ", ")).") }
        if let defaultValue, kind != .flag { notes.append("Default: \(defaultValue).") }
        if isRepeating { notes.append("May be given more than once.") }
        return notes
    }

    /// All that is said of it.
    var meaning: String { ([abstract ?? ""] + notes).joined(separator: " ") }

    /// As in a synopsis: `[--set key=value ...]`.
    var usage: String {
        let repeated = text + (isRepeating ? " ..." : "")
        return isOptional ? "[\(repeated)]" : repeated
    }
}
