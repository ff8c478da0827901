/// What changes in a subscriber while it receives.
struct Receipts: ~Copyable {
    var ledger: SequenceLedger
    var digestion: Digestion?
    var tally = ReceiptTally()

    init(ledger: consuming SequenceLedger, digestion: Digestion?) {
        self.ledger = ledger
        self.digestion = digestion
    }
}
