import Profiling

/// Flame graphs as one self-contained file of HTML: a pure function of its profiles.
public struct FlamePage: Sendable {
    private let views: [FlameView]
    private let title: String
    private let facts: [String]

    /// - Parameters:
    ///   - title: what was profiled, in a few words.
    ///   - facts: what else is to be known, a line each.
    public init(_ views: [FlameView], title: String, facts: [String]) {
        self.views = views
        self.title = title
        self.facts = facts
    }

    /// The file's bytes.
    public func html() -> [UInt8] {
        let lines = facts.map { line -> Markup in "<p>\(line)</p>\n" }
        let page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="generator" content="laggard profile">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
            style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <title>laggard profile: \(title)</title>
            <style>
            \(PageAssets.flameStyle)</style>
            </head>
            <body>
            <header>
            <h1>Profile: \(title)</h1>
            \(Markup(lines))</header>
            <main>
            <noscript><p>Flame graphs need JavaScript.</p></noscript>
            <div id="controls"></div>
            <p id="legend"></p>
            <div id="graph" role="tree" tabindex="0" aria-label="Flame graph: the arrow keys go from function to function"></div>
            <p id="detail" aria-live="polite"></p>
            </main>
            <footer>
            <p>Each box is a function, as wide as what it takes with all that it calls; what it calls stands below it. \
            Click a box, or press Enter, to see it alone; Escape goes back. / searches. Arrow keys go around.</p>
            </footer>
            <script type="text/plain" id="data">\(Markup(trusted: PackedText(data.bytes).base64))</script>
            <script>
            \(PageAssets.flameScript)</script>
            </body>
            </html>

            """
        return Array(page.text.utf8)
    }

    /// Texts once, and the views: of each node its name, its file, its library, its value, that of the base, and its children.
    private var data: JSONText {
        var texts = FlameTexts()
        var body = JSONText()
        body.array(views) { json, view in
            let tree = FlameTree(view)
            json.object([
                ("title", { $0.text(view.title) }), ("unit", { $0.text(view.unit.rawValue) }),
                ("base", { $0.text(view.base?.name) }),
                ("root", { Self.write(tree, 0, &texts, to: &$0) }),
            ])
        }
        var json = JSONText()
        json.object([
            ("texts", { json in json.array(texts.all) { $0.text($1) } }), ("views", { $0.append(body) }),
        ])
        return json
    }

    private static func write(_ tree: FlameTree, _ index: Int, _ texts: inout FlameTexts, to json: inout JSONText) {
        let node = tree.nodes[index]
        json.raw("[")
        json.number(texts.index(of: node.frame.name))
        json.raw(",")
        json.number(texts.index(of: node.frame.file))
        json.raw(",")
        json.number(texts.index(of: node.frame.library))
        json.raw(",\(node.value),\(node.base)")
        for child in node.children {
            json.raw(",")
            write(tree, child, &texts, to: &json)
        }
        json.raw("]")
    }
}

/// Every text once.
private struct FlameTexts {
    private(set) var all: [String] = []
    private var indices: [String: Int] = [:]

    mutating func index(of text: String) -> Int {
        if let index = indices[text] { return index }
        indices[text] = all.count
        all.append(text)
        return all.count - 1
    }
}
