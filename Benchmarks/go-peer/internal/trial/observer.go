package trial

import (
	"sync"
	"sync/atomic"

	"laggard-go-peer/broker"
	"laggard-go-peer/internal/histogram"
)

// Message is what a trial publishes.
type Message struct {
	intended, actual int64
	// index is its position among the messages of its topic; negative in the warm-up.
	index, publisher int32
}

// drops by reason, and what no broadcast had decided when the accounts were closed.
type drops struct{ timedOut, rejected, closed, pending atomic.Int64 }

func (d *drops) total() int64 { return d.timedOut.Load() + d.rejected.Load() + d.closed.Load() }

// observer is told by the broker what does not arrive.
type observer struct {
	state   *state
	isSlow  []bool
	each    []drops
	classes [2]drops
	all     atomic.Int64
	lock    sync.Mutex
	waits   *histogram.Histogram
}

func (o *observer) Dropped(message Message, subscriber int, reason broker.Reason) {
	o.all.Add(1)
	if message.index < 0 {
		return
	}
	own, class := &o.each[subscriber], &o.classes[0]
	if o.isSlow[subscriber] {
		class = &o.classes[1]
	}
	switch reason {
	case broker.TimedOut:
		own.timedOut.Add(1)
		class.timedOut.Add(1)
	case broker.RejectedNewest:
		own.rejected.Add(1)
		class.rejected.Add(1)
	case broker.Closed:
		// A broadcast that closing cut short had not decided.
		if o.state.phase.Load() == stopping {
			own.pending.Add(1)
			return
		}
		own.closed.Add(1)
		class.closed.Add(1)
	}
}

func (o *observer) Now() int64 { return now() }

func (o *observer) Waited(nanoseconds int64) {
	if phase := o.state.phase.Load(); phase != window && phase != drain {
		return
	}
	o.lock.Lock()
	isRecorded := o.waits.Record(nanoseconds)
	o.lock.Unlock()
	if !isRecorded {
		o.state.fail("a wait of %d ns was reported", nanoseconds)
	}
}
