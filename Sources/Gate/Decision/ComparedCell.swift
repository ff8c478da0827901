/// A cell as a comparison names it.
public struct ComparedCell: Sendable, Hashable, Codable {
    /// Hash of the canonical cell.
    public var id: String
    public var scenario: String
    /// For people: the scenario and what tells the cell from its neighbours. Untrusted text: renderings escape it.
    public var label: String

    public init(id: String, scenario: String, label: String) {
        self.id = id
        self.scenario = scenario
        self.label = label
    }
}
