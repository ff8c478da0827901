/// What the figures say, in words.
struct SummarySection {
    let findings: Findings

    var markup: Markup {
        let parts = findings.sections.map { section -> Markup in
            let items = section.sentences.map { "<li>\($0)</li>\n" as Markup }
            return "<h3>\(section.title)</h3>\n<ul>\n\(Markup(items))</ul>\n"
        }
        return "<section id=\"summary\">\n<h2>Summary</h2>\n\(Markup(parts))</section>\n"
    }
}
