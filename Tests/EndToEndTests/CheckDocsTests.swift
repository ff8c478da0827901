import Foundation
import Testing

/// `scripts/check-docs`, as far as it goes without programs: what it would run, and links.
@Suite(.serialized, .enabled(if: Command.hasPython, "python3 is not there"))
struct CheckDocsTests {
    private static let script = "\(Command.root)/scripts/check-docs"

    @Test func documents_HaveNoBrokenLinks() throws {
        let result = try Command.run(Self.script, "--links", in: Sandbox())
        #expect(result.code == 0, "\(result.output)\(result.errors)")
    }

    @Test func pages_AreInTheReadmesList() throws {
        let readme = try String(contentsOfFile: "\(Command.root)/README.md", encoding: .utf8)
        for page in try FileManager.default.contentsOfDirectory(atPath: "\(Command.root)/docs")
        where page.hasSuffix(".md") {
            #expect(readme.contains("(docs/\(page))"), "README.md does not lead to docs/\(page)")
        }
    }

    @Test func link_IsAFault_WhenItLeadsNowhere() throws {
        let sandbox = try Sandbox()
        let document = try sandbox.write(
            """
            # Some heading, with `code`
            [here](#some-heading-with-code), [there](there.md#other), [away](https://example.org), `[no](link.md)`
            [gone](gone.md), [no heading](#gone)
            ```
            [not](prose.md)
            ```
            """, to: "document.md")
        try sandbox.write("## Other\n", to: "there.md")
        let result = try Command.run(Self.script, "--links", document, in: sandbox)
        #expect(result.code == 1)
        #expect(result.output.contains("3: 'gone.md': there is no such file"))
        #expect(result.output.contains("3: '#gone': there is no such heading"))
        #expect(result.output.contains("2 faults in 1 documents"))
    }

    @Test func list_TellsWhatRuns_WhenBlocksAreOfManyKinds() throws {
        let sandbox = try Sandbox()
        let document = try sandbox.write(
            """
            ```sh exit=2
            laggard nonsense
            ```
            ```yaml
            # file: a.yaml
            name: a
            ```
            ```console
            $ never
            ```
            """, to: "document.md")
        let result = try Command.run(Self.script, "--list", document, in: sandbox)
        #expect(result.code == 0, "\(result.errors)")
        #expect(
            result.output == """
                \(document):1: sh exit=2
                    laggard nonsense
                \(document):4: file a.yaml
                    # file: a.yaml
                    name: a

                """)
    }
}
