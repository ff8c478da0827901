/// The page `docs/parameters.md`, made from the one list of parameters.
public enum ParametersPage {
    /// The whole page.
    public static var markdown: String {
        """
        # Parameters of a plan

        Made from the list in `Sources/Experiment`; a test keeps the page equal to it. `laggard list parameters` prints \
        the same. Every parameter takes a value or a list of values. Durations and sizes are written with their units: \
        `500us`, `5ms`, `1s`, `3min`, `512MiB`, `4GiB`. The column is the one of `trials.csv` that the value goes into.

        | parameter | value | default | meaning | column |
        | --- | --- | --- | --- | --- |
        \(Parameter.allCases.map(row).joined(separator: "\n"))

        """
    }

    private static func row(_ parameter: Parameter) -> String {
        let cells = [
            "`\(parameter.rawValue)`", parameter.kind.expectation, parameter.defaultText, parameter.meaning,
            "`\(parameter.column)`",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
