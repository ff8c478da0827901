package load

// Receipt is what the arrival of a message means.
type Receipt int

const (
	// InOrder: newer than every message of its publisher so far.
	InOrder Receipt = iota
	// OutOfOrder: older than one already received.
	OutOfOrder
	// Duplicate: received before.
	Duplicate
	// TooOld: older than the ring reaches back, so that it cannot be judged.
	TooOld
	// Foreign: no publisher, or no index, of this trial.
	Foreign
)

const (
	// LedgerWindow is the least number of messages that a sliding ring reaches back, over all publishers.
	LedgerWindow = 8_192
	largestWhole = 1 << 23
)

// Ledger knows exactly which messages of a topic one subscriber has received, in a bitmap per publisher. Where the
// number of messages is known it holds them all; else it is a ring that slides with the newest one.
type Ledger struct {
	publishers, mask int
	words            []uint64
	newest           []int
}

// NewLedger takes the number of messages of the topic, -1 if it is not known.
func NewLedger(publishers, messages int) Ledger {
	positions, spare := messages, 0
	if messages < 0 || messages > largestWhole {
		// One word more: a sliding ring drops a word as soon as it begins another.
		positions, spare = LedgerWindow, 1
		if least := 1_024 * publishers; least > positions {
			positions = least
		}
	}
	count := 1
	for count < (positions/publishers+1+63)/64+spare {
		count *= 2
	}
	newest := make([]int, publishers)
	for i := range newest {
		newest[i] = -1
	}
	return Ledger{publishers: publishers, mask: count - 1, words: make([]uint64, count*publishers), newest: newest}
}

// Enter notes the message with this index among those of its topic.
func (l *Ledger) Enter(index, publisher int) Receipt {
	if index < 0 || publisher < 0 || publisher >= l.publishers || index%l.publishers != publisher {
		return Foreign
	}
	position := index / l.publishers
	ring := l.words[publisher*(l.mask+1) : (publisher+1)*(l.mask+1)]
	word, bit, last := position>>6, uint64(1)<<uint(position&63), l.newest[publisher]
	if position > last {
		from := last>>6 + 1
		if least := word - l.mask; from < least {
			from = least
		}
		for i := from; i <= word; i++ {
			ring[i&l.mask] = 0
		}
		ring[word&l.mask] |= bit
		l.newest[publisher] = position
		return InOrder
	}
	switch {
	case word <= last>>6-(l.mask+1):
		return TooOld
	case ring[word&l.mask]&bit != 0:
		return Duplicate
	}
	ring[word&l.mask] |= bit
	return OutOfOrder
}
