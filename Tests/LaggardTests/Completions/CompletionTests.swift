import Experiment
import Foundation
import Testing

@testable import Laggard

/// What shells offer for values.
struct CompletionTests {
    @Test func setting_OffersEveryKey_WhenNoneIsWhole() {
        let keys = Parameter.allCases.map { "\($0.key)=" }
        for prefix in ["", "str"] {
            #expect(SettingCompletion.candidates(prefix) == keys + ["repetitions=", "seed="])
        }
        #expect(SettingCompletion.candidates("phones.st") == (keys + ["repetitions="]).map { "phones." + $0 })
    }

    @Test func setting_OffersValues_WhenTheKeyIsWhole() {
        #expect(SettingCompletion.candidates("strategy=ti") == StrategyName.allCases.map { "strategy=\($0.rawValue)" })
        #expect(SettingCompletion.candidates("exact=") == ["exact=true", "exact=false"])
        #expect(SettingCompletion.candidates("timeout=") == ["timeout=5ms"])
        #expect(SettingCompletion.candidates("subscribers=").isEmpty)
        #expect(SettingCompletion.candidates("nonsense=").isEmpty)
        #expect(SettingCompletion.candidates("a.b.exact=t") == ["a.b.exact=true", "a.b.exact=false"])
    }

    @Test func settings_AreValid_AsOffered() throws {
        for parameter in Parameter.allCases {
            for candidate in SettingCompletion.candidates("\(parameter.key)=") {
                let value = String(candidate.dropFirst(parameter.key.count + 1))
                #expect(throws: Never.self) { try parameter.kind.parse(value) }
            }
        }
    }

    @Test func run_OffersRunsAndFoldersOnTheWay() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("laggard-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: folder) }
        for name in ["run", "other", ".hidden"] {
            try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        for name in ["run/manifest.json", "file"] { try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        #expect(RunFolderCompletion.candidates("\(folder)/") == ["\(folder)/other/", "\(folder)/run"])
        #expect(RunFolderCompletion.candidates("\(folder)/ru") == ["\(folder)/other/", "\(folder)/run"])
        #expect(RunFolderCompletion.candidates("\(folder)/nowhere/").isEmpty)
    }

    @Test func scripts_HaveWhatTheParserLeavesOut() {
        let bash = CompletionScript.text(.bash)
        #expect(bash.hasSuffix("complete -o filenames -F _laggard_whole_words laggard\n"))
        #expect(bash.contains("_laggard() {"))
        let zsh = CompletionScript.text(.zsh).split(separator: "\n")
        // What is defined last counts, and the end runs it.
        let call = zsh.firstIndex { $0.hasPrefix("if [[ \"${funcstack[1]}\" = _laggard ]]") }
        let definitions = zsh.indices.filter { zsh[$0] == "__laggard_complete() {" }
        #expect(zsh.first == "#compdef laggard" && definitions.count == 2)
        #expect(call == zsh.count - 5 && definitions.allSatisfy { $0 < zsh.count - 5 })
        #expect(CompletionScript.text(.fish).contains("complete -c 'laggard'"))
    }
}
