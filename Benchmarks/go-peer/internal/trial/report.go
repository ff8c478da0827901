package trial

import (
	"math"

	"laggard-go-peer/internal/histogram"
	"laggard-go-peer/internal/load"
	"laggard-go-peer/internal/protocol"
)

var classes = [2]string{"fast", "slow"}

// cumulative is what can be read while everything runs.
func (r *run) cumulative() protocol.Metrics {
	m := protocol.Metrics{
		"published": float64(published(r.topics)), "fan_out": float64(r.cell.Subscribers / r.cell.Topics),
		"senders_alive_peak": float64(r.broker.Senders().Peak()),
		"max_rss_bytes":      float64(usage().Maxrss * 1_024),
	}
	for class, name := range classes {
		unique := int64(0)
		for i := range r.shards {
			unique += r.shards[i].unique[class].Load()
		}
		dropped := &r.observer.classes[class]
		m[name+"_deliveries"] = float64(unique)
		m[name+"_drops_timed_out"] = float64(dropped.timedOut.Load())
		m[name+"_drops_rejected_newest"] = float64(dropped.rejected.Load())
		m[name+"_drops_evicted_oldest"] = 0
		m[name+"_drops_closed"] = float64(dropped.closed.Load())
	}
	return m
}

// result closes the account of the trial. Figures of readers and publishers may only be read once all have ended.
func (r *run) result(isQuiescent bool) protocol.Result {
	m := r.cumulative()
	m["heap_per_subscriber_bytes"] = math.Round(
		(float64(r.heapAfter) - float64(r.heapBefore)) / float64(r.cell.Subscribers))
	m["heap_after_drain_bytes"] = float64(r.heapDrained)
	m["senders_alive_end"] = float64(r.sendersEnd)
	if r.isMeasured {
		m.Merge(r.windowFigures())
	}
	result := protocol.Result{Type: "result", Metrics: m}
	if isQuiescent {
		m.Merge(r.accounts())
		m.Merge(r.times())
		if r.isMeasured {
			m.Merge(r.rates())
			r.judge(&result)
		}
	}
	result.Status = "ok"
	if status, detail := r.state.ending(); status != "" {
		result.Status, result.StatusDetail = status, detail
	}
	return result
}

func (r *run) windowFigures() protocol.Metrics {
	before, after := r.usage[0], r.usage[1]
	start, end := float64(r.heapStart), float64(r.heapEnd)
	m := protocol.Metrics{
		"heap_baseline_bytes": start, "heap_end_bytes": end, "heap_growth_bytes": end - start,
		"heap_peak_bytes":              math.Max(float64(r.sampler.peak), math.Max(start, end)),
		"cpu_user_s":                   seconds(after.Utime) - seconds(before.Utime),
		"cpu_system_s":                 seconds(after.Stime) - seconds(before.Stime),
		"context_switches_voluntary":   float64(after.Nvcsw - before.Nvcsw),
		"context_switches_involuntary": float64(after.Nivcsw - before.Nivcsw),
	}
	if len(r.sampler.x) >= 10 {
		slope, ok := load.TheilSen(r.sampler.x, r.sampler.y)
		m.Set("heap_slope_bytes_per_s", slope, ok)
	}
	return m
}

// accounts sums up what became of every message for every subscriber, and fails the trial where it does not balance:
// published = unique deliveries + drops + depth left + pending.
func (r *run) accounts() protocol.Metrics {
	m := protocol.Metrics{}
	for _, name := range classes {
		for _, key := range []string{"depth_left", "pending", "out_of_order", "duplicates", "lag_max"} {
			m[name+"_"+key] = 0
		}
	}
	for _, s := range r.subscribers {
		dropped, name := &r.observer.each[s.index], classes[s.class]
		pending, sent := dropped.pending.Load(), r.topics[s.topic].window.Load()
		if decided := s.unique + dropped.total() + s.depthLeft + pending; decided != sent {
			r.state.fail("the accounts do not balance: subscriber %d (%s): %d published, but %d delivered + %d dropped"+
				" + %d left in the buffer + %d pending = %d", s.index, name, sent, s.unique, dropped.total(), s.depthLeft,
				pending, decided)
		}
		m[name+"_depth_left"] += float64(s.depthLeft)
		m[name+"_pending"] += float64(pending)
		m[name+"_out_of_order"] += float64(s.outOfOrder)
		m[name+"_duplicates"] += float64(s.duplicates)
		m[name+"_lag_max"] = math.Max(m[name+"_lag_max"], float64(s.lagMax))
	}
	return m
}

func (r *run) rates() protocol.Metrics {
	length, elapsed := float64(r.ended-r.started)/1e9, r.ended-r.opens
	if r.schedule.Duration >= 0 && r.schedule.Duration < elapsed {
		elapsed = r.schedule.Duration
	}
	inTime, inWindow := int64(0), int64(0)
	for _, p := range r.publishers {
		inTime += p.inTime
	}
	for i := range r.shards {
		inWindow += r.shards[i].inWindow.Load()
	}
	m := protocol.Metrics{
		"window_s": length, "achieved_rate_per_s": float64(inTime) / (float64(elapsed) / 1e9),
		"deliveries_per_s": float64(inWindow) / length,
	}
	if r.schedule.IsOpen {
		missing := float64(r.schedule.Intended(elapsed)) - float64(published(r.topics))
		m["unpublished"] = math.Max(0, missing)
	}
	if inWindow > 0 {
		user := seconds(r.usage[1].Utime) - seconds(r.usage[0].Utime)
		system := seconds(r.usage[1].Stime) - seconds(r.usage[0].Stime)
		m["cpu_ns_per_delivery"] = (user + system) * 1e9 / float64(inWindow)
	}
	return m
}

func (r *run) judge(result *protocol.Result) {
	if !r.schedule.IsOpen {
		return
	}
	m := result.Metrics
	behind := m["achieved_rate_per_s"] < *r.cell.OfferedRatePerS*0.99
	bound := m["unpublished"]+m["fast_pending"]+m["fast_depth_left"] > 0
	result.Behind, result.LatencyBound = &behind, &bound
}

func (r *run) times() protocol.Metrics {
	m, messages := protocol.Metrics{}, int(published(r.topics))
	at := func(name string, h *histogram.Histogram, percentile float64) {
		value, ok := h.ValueAt(percentile, messages)
		m.Set(name, value, ok)
	}
	largest := func(name string, h *histogram.Histogram) {
		value, ok := h.Max()
		m.Set(name, value, ok)
	}
	delays, services := histogram.New(), histogram.New()
	for _, p := range r.publishers {
		delays.Add(p.sendDelays)
		services.Add(p.services)
	}
	at("service_time_p50_ns", services, 50)
	at("service_time_p99_ns", services, 99)
	at("send_wait_p99_ns", r.observer.waits, 99)
	largest("send_wait_max_ns", r.observer.waits)
	if !r.schedule.IsOpen {
		return m
	}
	at("send_delay_p50_ns", delays, 50)
	at("send_delay_p99_ns", delays, 99)
	largest("send_delay_max_ns", delays)
	for class, name := range classes {
		corrected, uncorrected := histogram.New(), histogram.New()
		for i := range r.shards {
			if r.shards[i].corrected[class] != nil {
				corrected.Add(r.shards[i].corrected[class])
				uncorrected.Add(r.shards[i].uncorrected[class])
			}
		}
		m[name+"_latency_samples"] = float64(corrected.Total())
		at(name+"_latency_p50_ns", corrected, 50)
		at(name+"_latency_p90_ns", corrected, 90)
		at(name+"_latency_p99_ns", corrected, 99)
		at(name+"_latency_p999_ns", corrected, 99.9)
		largest(name+"_latency_max_ns", corrected)
		mean, ok := corrected.Mean()
		m.Set(name+"_latency_mean_ns", mean, ok)
		at(name+"_uncorrected_p99_ns", uncorrected, 99)
	}
	return m
}
