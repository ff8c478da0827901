import Testing

@testable import Broker

/// The pictures of docs/strategies.md tell what the broker does.
@Suite struct StrategyPictureTests {
    /// Pictures that are not named after a strategy of the broker; the last is drawn without one.
    private static let others = ["dispatch-awaited", "dispatch-detached", "none"]

    @Test func everyStrategy_HasAPicture() throws {
        #expect(try Timeline.all().keys.sorted() == (SendTimeoutKind.allCases.map(\.rawValue) + Self.others).sorted())
    }

    @Test(arguments: SendTimeoutKind.allCases.map(\.rawValue) + others.dropLast())
    func broker_DoesWhatIsDrawn(name: String) async throws {
        let timeline = try #require(Timeline.all()[name])
        try await TimelinePlay(name, timeline).run(until: 15)
    }
}
