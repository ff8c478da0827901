import Experiment

/// The page `docs/columns.md`, made from the lists of columns.
public enum ColumnsPage {
    /// The whole page.
    public static var markdown: String {
        """
        # Columns

        Made from the lists in `Sources/Results`; a test keeps the page equal to them. An empty field is a figure that \
        is not known or a parameter that does not apply, never 0. Files are RFC 4180 with LF, UTF-8 and `.` decimals, \
        and have a header always. Schema version: \(TrialColumns.schemaVersion).

        ## trials.csv

        One row per trial: what was run, how it ended, what was measured.

        \(tables(TrialColumns.all))
        ## samples.csv

        The time series of each trial, one row per sample.

        \(tables(SampleColumns.all))
        ## histograms.csv

        The histograms behind the percentiles, one row each: any percentile can be computed from them, and those of
        several trials added up, without loss.

        \(tables(HistogramColumns.all))
        ## search.csv

        What `laggard search` has found: a row per rate that was probed, and one for the answer of each cell.

        \(tables(SearchColumns.all))
        """
    }

    private static func tables<Row>(_ columns: [Column<Row>]) -> String {
        var text = ""
        var group: String?
        for column in columns {
            if column.group != group {
                if group != nil { text += "\n" }
                group = column.group
                text += "### \(column.group)\n\n| column | unit | meaning | may be empty |\n| --- | --- | --- | --- |\n"
            }
            let meaning = column.meaning.split(separator: "|").joined(separator: "\\|")
            text += "| `\(column.name)` | \(column.unit) | \(meaning) | \(column.isOptional ? "yes" : "") |\n"
        }
        return text
    }
}
