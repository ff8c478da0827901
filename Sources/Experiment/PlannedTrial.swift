/// One trial of a run, before it is run.
public struct PlannedTrial: Codable, Sendable, Hashable {
    /// With its seed set.
    public var cell: Cell
    /// Hash of the cell, its seed left out.
    public var cellID: String
    /// `<cell ID>-r<repetition>`: unique in its run.
    public var trialID: String
    /// Index among the trials of the cell, from 0.
    public var repetition: Int
    /// Position in the run, from 0.
    public var order: Int

    /// A trial of a cell; its `trialID` is made of the other two.
    public init(cell: Cell, cellID: String, repetition: Int, order: Int) {
        self.cell = cell
        self.cellID = cellID
        self.trialID = "\(cellID)-r\(repetition)"
        self.repetition = repetition
        self.order = order
    }
}
