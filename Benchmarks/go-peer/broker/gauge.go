package broker

import "sync/atomic"

// Gauge counts what is alive, and the most there was at once.
type Gauge struct{ now, peak atomic.Int64 }

func (g *Gauge) add(count int64) {
	now := g.now.Add(count)
	for peak := g.peak.Load(); now > peak; peak = g.peak.Load() {
		if g.peak.CompareAndSwap(peak, now) {
			return
		}
	}
}

// Now is the count at this moment.
func (g *Gauge) Now() int64 { return g.now.Load() }

// Peak is the largest count so far.
func (g *Gauge) Peak() int64 { return g.peak.Load() }
