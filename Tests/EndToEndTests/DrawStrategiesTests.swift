import Foundation
import Testing

/// `scripts/draw-strategies`: the pictures of docs/strategies.md are what it draws.
@Suite(.enabled(if: Command.hasPython, "python3 is not there"))
struct DrawStrategiesTests {
    private static let script = "\(Command.root)/scripts/draw-strategies"

    @Test func pictures_AreWhatIsDrawn_AndThePageHasTheirWords() throws {
        let result = try Command.run(Self.script, "--check", in: Sandbox())
        #expect(result.code == 0, "\(result.output)\(result.errors)")
    }

    @Test func check_NamesThePictures_ThatAreMissingOrOthers() throws {
        let sandbox = try Sandbox()
        let folder = sandbox.path("pictures")
        let drawn = try Command.run(Self.script, "--output", folder, in: sandbox)
        try #require(drawn.code == 0, "\(drawn.errors)")
        try sandbox.write("<svg/>", to: "pictures/timer.svg")
        try sandbox.write("<svg/>", to: "pictures/gone.svg")
        try FileManager.default.removeItem(atPath: "\(folder)/after.svg")
        let result = try Command.run(Self.script, "--check", "--output", folder, in: sandbox)
        #expect(result.code == 1)
        #expect(
            result.output.split(separator: "\n").map(String.init)
                == ["after", "gone", "timer"].map {
                    "\(folder)/\($0).svg is not what scripts/draw-strategies draws: run it"
                })
    }
}
