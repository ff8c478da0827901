/// The whole file: what can be read without scripts, and the data, the pictures' library and the scripts behind it.
struct ReportPage {
    /// By this a file is known for a report of ours, which may be replaced.
    static let generator = "laggard report"

    let runs: [ReportRun]
    let index: ReportIndex
    let summary: Markup
    let verdict: ReportVerdict?

    private var title: String { "laggard: " + runs.map(\.name).joined(separator: " against ") }

    /// Up to the scripts.
    var head: Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="generator" content="\(Self.generator)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' blob:; \
        style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'">
        <title>\(title)</title>
        <style>
        \(PageAssets.style)</style>
        </head>
        <body>
        \(header)<main>
        \(summary)\(VerdictSection(verdict: verdict).markup)\(Self.mounts)\
        \(FiguresSection(runs: runs, index: index).markup)\(ManifestSection(runs: runs).markup)</main>
        \(Self.footer)
        """
    }

    private var header: Markup {
        let places = runs.map { run -> Markup in
            let role: Markup = runs.count > 1 ? "<strong>\(run.name)</strong>, \(run.role.title): " : ""
            return
                "<p>\(role)\(run.manifest.startedAt) · plan <code>\(run.manifest.plan.name)</code> · \(run.place)</p>\n"
        }
        return "<header>\n<h1>\(title)</h1>\n\(Markup(places))</header>\n"
    }

    /// What the scripts fill.
    private static let mounts: Markup = """
        <noscript><p>Pictures, the table of all trials and each trial's own page need JavaScript.</p></noscript>
        <section id="controls"></section>
        <section id="charts"></section>
        <section id="trials"></section>
        <section id="trial"></section>

        """

    private static var footer: Markup {
        """
        <footer>
        <p>Made by <code>\(generator)</code>. It asks no network for anything. Pictures by plotly.js \(Plotly.version), \
        under the MIT licence.</p>
        <details>
        <summary>Licence of plotly.js</summary>
        <pre>\(Plotly.licence)</pre>
        </details>
        </footer>

        """
    }

    /// The rest.
    static func tail(data: PackedText, details: [PackedText]) -> Markup {
        let parts = details.enumerated().map { number, text in script("details-\(number)", text) }
        return script("plotly", Plotly.packed) + script("data", data) + Markup(parts)
            + Markup(PageAssets.scripts.map { "<script>\n\($0)</script>\n" }) + "</body>\n</html>\n"
    }

    private static func script(_ id: String, _ text: PackedText) -> Markup {
        "<script type=\"text/plain\" id=\"\(id)\">\(Markup(trusted: text.base64))</script>\n"
    }
}
