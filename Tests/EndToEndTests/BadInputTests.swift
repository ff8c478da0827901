import Foundation
import Testing

/// What cannot be used is refused with exit code 2, in words, before anything is written.
@Suite(.serialized)
struct BadInputTests {
    @Test(arguments: [
        ["run", "nowhere.yaml"], ["run", "plan.yaml", "--preset", "smoke"], ["run", "--preset", "huge"],
        ["run", "plan.yaml", "--repetitions", "0"], ["run", "plan.yaml", "--set", "nonsense=1"],
        ["run", "plan.yaml", "--set", "subscribers=-4"], ["run", "plan.yaml", "--heap-limit", "4 bananas"],
        ["run", "plan.yaml", "--trial-timeout", "soon"], ["run", "plan.yaml", "--output", "taken"],
        ["run", "plan.yaml", "--output", "file"], ["run", "plan.yaml", "--output", "file/below"],
        ["run", "--resume", "nowhere"], ["run", "--resume", "taken"], ["run", "--resume", "file"],
        ["run", "--resume", "taken", "--output", "new"], ["run", "--resume", "taken", "--seed", "3"],
        ["run", "binary.yaml"], ["run", "empty.yaml"], ["run", "."], ["show"], ["show", "nowhere"], ["show", "taken"],
        ["show", "file"], ["show", "taken", "--format", "html"], ["show", "taken", "--only", "rows"], ["list"],
        ["list", "everything"], ["nonsense"], ["run", "--nonsense"],
    ])
    func command_Exits2AndWritesNothing(arguments: [String]) throws {
        let sandbox = try Sandbox()
        _ = try sandbox.plan([.good])
        try sandbox.write("x", to: "file")
        try sandbox.write("", to: "empty.yaml")
        try Data([0xFF, 0x00, 0xFE]).write(to: URL(fileURLWithPath: sandbox.path("binary.yaml")))
        try FileManager.default.createDirectory(atPath: sandbox.path("taken"), withIntermediateDirectories: false)
        try sandbox.write("mine", to: "taken/notes")
        let ending = try Laggard.run(arguments, in: sandbox)
        #expect(ending.code == 2, "\(ending.output)\(ending.error)")
        #expect(ending.output == "")
        #expect(!ending.error.isEmpty)
        #expect(!sandbox.exists("results"))
        #expect(!sandbox.exists("new"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path("taken")) == ["notes"])
        #expect(sandbox.childPIDs().isEmpty)
    }

    @Test(arguments: [["--help"], ["run", "--help"], ["--version"], ["list", "presets"], ["list", "columns"]])
    func command_Exits0_WhenItOnlyTells(arguments: [String]) throws {
        let ending = try Laggard.run(arguments, in: Sandbox())
        #expect(ending.code == 0)
        #expect(!ending.output.isEmpty)
        #expect(ending.error.isEmpty)
    }
}
