/// A scenario, and its settings over the cells of all runs.
struct ReportScenario: Sendable {
    /// Untrusted text.
    let name: String
    /// Untrusted text; nil where its plan says nothing.
    let description: String?
    let settings: [ReportSetting]
}
