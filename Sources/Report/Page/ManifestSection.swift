/// Everything that the manifests say.
struct ManifestSection {
    let runs: [ReportRun]

    var markup: Markup {
        let parts = runs.map { run -> Markup in
            let title: Markup = runs.count > 1 ? "\(run.name), \(run.role.title)" : "Manifest"
            // The bytes have been read as a manifest before: they are JSON.
            let tree = JSONTree(json: run.manifestJSON)?.markup ?? ""
            return "<details>\n<summary>\(title)</summary>\n\(tree)\n</details>\n"
        }
        return "<section id=\"manifest\">\n<h2>What was run, and where</h2>\n\(Markup(parts))</section>\n"
    }
}

extension ReportRun.Role {
    /// In words.
    var title: String {
        switch self {
        case .run: "the run of this report"
        case .against: "which it stands against"
        }
    }
}
