import ArgumentParser
import Foundation
import Testing

@testable import Laggard

/// The pages of the manual against the command line that they are made from.
struct ManualTests {
    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized.path

    @Test func commandsPage_IsMadeFromTheCommandLine() throws {
        try expectGolden("docs/commands.md", CommandsPage.markdown())
    }

    @Test func manPages_AreMadeFromTheCommandLine() throws {
        let pages = try ManPage.all()
        for (name, text) in pages { try expectGolden("docs/man/\(name)", text) }
        // No page of a command that is gone.
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/docs/man")
        #expect(Set(files) == Set(pages.keys))
    }

    @Test func everyCommand_HasAPageAnExampleAndExitCodes() throws {
        let root = try CommandHelp.root()
        #expect(!root.commands.isEmpty)
        let pages = try ManPage.all()
        for command in root.commands {
            #expect(pages["laggard-\(command.commandName).1"] != nil)
            #expect(command.exitCodes != nil, "\(command.commandName) does not say its exit codes")
            #expect(Manual.examples[command.commandName] != nil, "\(command.commandName) has no example")
        }
        #expect(Set(Manual.examples.keys).isSubset(of: root.commands.map(\.commandName)))
    }

    @Test(arguments: Manual.examples.values.flatMap { $0 }.map(\.line))
    func example_IsACommandLine(line: String) throws {
        let words = line.replacing("'", with: "").split(separator: " ").map(String.init)
        #expect(words.first == "laggard")
        #expect(throws: Never.self) { try LaggardCommand.parseAsRoot(Array(words.dropFirst())) }
    }

    @Test func help_SaysEveryOption_ThatThePagesHave() throws {
        for command in try CommandHelp.root().commands {
            let help = LaggardCommand.helpMessage(for: try #require(Self.type(of: command.commandName)))
            for option in command.options {
                #expect(help.contains(option.names?.first?.text ?? "<\(option.valueName)>"), "\(option.text)")
            }
        }
    }

    private static func type(of name: String) -> (any ParsableCommand.Type)? {
        LaggardCommand.configuration.subcommands.first { $0.configuration.commandName == name }
    }

    // MARK: mdoc

    @Test func text_IsBrokenAtSentencesAndWidth() {
        let lines = Mdoc.text("One. Two goes on " + String(repeating: "and on ", count: 20) + "end. .three -x \\y 'z")
        #expect(lines.first == "One.")
        #expect(lines.allSatisfy { $0.count <= 90 && !$0.hasPrefix(".") })
        #expect(lines.last == #"\&.three \-x \ey 'z"#)
        #expect(Mdoc.text("'quoted'") == [#"\&'quoted'"#])
    }

    @Test func sentence_IsMadeOfFewWords() {
        #expect(Mdoc.lowercased("Compare two runs.") == "compare two runs")
        #expect(Mdoc.sentence("a trial failed") == "A trial failed.")
    }
}
