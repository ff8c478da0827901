/// What changes in a subscriber while it receives.
struct Receipts: ~Copyable {
    var ledger: SequenceLedger
    var digestion: Digestion?
    var tally = ReceiptTally()

    // Of the batch under way.
    var now: Int64 = 0
    var shard: Recorder.Shard?
    var phase = TrialPhase.setup
    var published = 0

    init(ledger: consuming SequenceLedger, digestion: Digestion?) {
        self.ledger = ledger
        self.digestion = digestion
    }
}
