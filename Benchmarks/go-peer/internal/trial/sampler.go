package trial

import (
	"fmt"
	"sync/atomic"
	"time"

	"laggard-go-peer/internal/load"
	"laggard-go-peer/internal/protocol"
)

const heartbeat = 200_000_000

// sampler looks at the process at every interval: the time series, the heartbeat, the limits.
type sampler struct {
	run      *run
	opens    atomic.Int64
	finish   chan struct{}
	finished chan struct{}
	heap     *heap
	unsent   []protocol.Sample
	times    []int64
	x, y     []float64
	peak     uint64
}

func startSampler(r *run) *sampler {
	s := &sampler{run: r, finish: make(chan struct{}), finished: make(chan struct{}), heap: newHeap()}
	go s.loop()
	return s
}

func (s *sampler) stop() {
	close(s.finish)
	<-s.finished
}

func (s *sampler) loop() {
	defer close(s.finished)
	interval := load.Nanoseconds(s.run.cell.SampleIntervalMs / 1_000)
	if interval < 1_000_000 {
		interval = 1_000_000
	}
	ticker := time.NewTicker(time.Duration(interval))
	defer ticker.Stop()
	for next := now(); ; {
		s.take()
		if now() >= next {
			next = now() + heartbeat
			s.flush()
			s.write()
		}
		select {
		case <-s.finish:
			s.flush()
			return
		case <-ticker.C:
		}
	}
}

func (s *sampler) take() {
	r, at := s.run, now()
	phase, figures, alive := r.state.phase.Load(), s.heap.read(), r.broker.Senders().Now()
	if phase == window {
		s.x = append(s.x, float64(at)/1e9)
		s.y = append(s.y, float64(figures.allocated))
		if figures.allocated > s.peak {
			s.peak = figures.allocated
		}
	}
	received := int64(0)
	for i := range r.shards {
		received += r.shards[i].received.Load()
	}
	dropped := r.observer.all.Load()
	sample := protocol.Sample{
		Type: "sample", Phase: phaseName(phase), AllocatedBytes: figures.allocated, ActiveBytes: figures.active,
		MetadataBytes: figures.metadata, MappedBytes: figures.mapped, RetainedBytes: figures.retained,
		RSSBytes: residentBytes(), Deliveries: received, Drops: dropped, SendersAlive: alive,
	}
	if alive == 0 {
		depth := expectedDeliveries(r.topics) - received - dropped
		if depth < 0 {
			depth = 0
		}
		sample.Depth = &depth
	}
	s.unsent, s.times = append(s.unsent, sample), append(s.times, at)
	if figures.allocated > r.cell.HeapLimitBytes {
		r.state.end("heap_limit", fmt.Sprintf(
			"%d bytes allocated, above the limit of %d", figures.allocated, r.cell.HeapLimitBytes))
	}
	if alive > r.cell.OverlapLimit {
		r.state.end("overrun", fmt.Sprintf("%d senders alive, above the limit of %d", alive, r.cell.OverlapLimit))
	}
}

// flush waits for the window to have a time: samples are dated from its start.
func (s *sampler) flush() {
	opens := s.opens.Load()
	if opens == 0 {
		return
	}
	for i, sample := range s.unsent {
		sample.ElapsedS = float64(s.times[i]-opens) / 1e9
		s.run.write(sample)
	}
	s.unsent, s.times = s.unsent[:0], s.times[:0]
}

func (s *sampler) write() {
	elapsed := -s.run.cell.WarmupS
	if opens := s.opens.Load(); opens != 0 {
		elapsed = float64(now()-opens) / 1e9
	}
	metrics := s.run.cumulative()
	metrics.Set("heap_peak_bytes", float64(s.peak), s.peak > 0)
	s.run.write(protocol.Progress{
		Type: "progress", Phase: phaseName(s.run.state.phase.Load()), ElapsedS: elapsed, Metrics: metrics,
	})
}
