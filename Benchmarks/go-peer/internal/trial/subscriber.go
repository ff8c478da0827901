package trial

import (
	"runtime"
	"sync/atomic"
	"time"

	"laggard-go-peer/internal/histogram"
	"laggard-go-peer/internal/load"
)

// shard is what some subscribers record in together, so that they seldom meet.
type shard struct {
	received, inWindow     atomic.Int64
	unique                 [2]atomic.Int64
	corrected, uncorrected [2]*histogram.Histogram
	_                      [64]byte
}

// shared is what all subscribers of a trial have in common.
type shared struct {
	state  *state
	topics []topic
	// gate is opened when the broker has been closed.
	gate, awake  chan struct{}
	timesLatency bool
}

// subscriber times, counts and checks what it receives. Its reader alone touches it.
type subscriber struct {
	*shared
	index, class, topic int
	shard               *shard
	ledger              load.Ledger
	digestion           *load.Digestion

	unique, duplicates, outOfOrder, depthLeft, lagMax int64
	// Of the batch under way.
	now, published          int64
	phase                   int32
	received, uniqueOfBatch int64
}

// read hands over a fast subscriber's messages in batches: what lay in the channel before the clock was read.
func (s *subscriber) read(messages <-chan Message) {
	if s.digestion != nil {
		s.readSlowly(messages)
		return
	}
	for message := range messages {
		rest := len(messages)
		s.begin()
		s.count(message)
		for ; rest > 0; rest-- {
			s.count(<-messages)
		}
		s.end()
	}
}

func (s *subscriber) readSlowly(messages <-chan Message) {
	timer := time.NewTimer(0)
	<-timer.C
	for message := range messages {
		// What it has not read when the accounts are taken is for the gate's other side.
		if s.state.phase.Load() == stopping {
			<-s.gate
		}
		s.begin()
		s.count(message)
		s.end()
		switch step, nanoseconds := s.digestion.Next(message.index >= 0); step {
		case load.Sleep:
			timer.Reset(time.Duration(nanoseconds))
			select {
			case <-timer.C:
			case <-s.awake:
				if !timer.Stop() {
					select {
					case <-timer.C:
					default:
					}
				}
			}
		case load.Compute:
			s.compute(nanoseconds)
		case load.Stall:
			<-s.gate
		}
	}
}

func (s *subscriber) compute(nanoseconds int64) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for deadline := read(clockThreadCPU) + nanoseconds; read(clockThreadCPU) < deadline; {
		if s.state.phase.Load() == stopping {
			return
		}
	}
}

func (s *subscriber) begin() {
	s.now = now()
	s.phase = s.state.phase.Load()
	s.published = s.topics[s.topic].window.Load()
	s.received, s.uniqueOfBatch = 0, 0
}

func (s *subscriber) end() {
	s.shard.received.Add(s.received)
	if s.phase == window {
		s.shard.inWindow.Add(s.received)
	}
	if s.uniqueOfBatch > 0 {
		s.unique += s.uniqueOfBatch
		s.shard.unique[s.class].Add(s.uniqueOfBatch)
	}
}

func (s *subscriber) count(message Message) {
	s.received++
	if message.index < 0 {
		return
	}
	switch s.ledger.Enter(int(message.index), int(message.publisher)) {
	case load.OutOfOrder:
		s.outOfOrder++
	case load.Duplicate:
		s.duplicates++
		return
	case load.TooOld, load.Foreign:
		s.state.fail("subscriber %d received message %d of publisher %d: none of this trial, or older than the last "+
			"%d messages", s.index, message.index, message.publisher, load.LedgerWindow)
		return
	}
	if s.phase == stopping {
		s.depthLeft++
		return
	}
	s.uniqueOfBatch++
	if lag := s.published - int64(message.index) - 1; lag > s.lagMax {
		s.lagMax = lag
	}
	if !s.timesLatency {
		return
	}
	uncorrected := s.now - message.actual
	if uncorrected < 0 || !s.shard.corrected[s.class].Record(s.now-message.intended) ||
		!s.shard.uncorrected[s.class].Record(uncorrected) {
		s.state.fail("subscriber %d received message %d at %d ns, intended at %d ns and published at %d ns",
			s.index, message.index, s.now, message.intended, message.actual)
	}
}
