package trial

import (
	"strings"
	"sync/atomic"
	"testing"

	"laggard-go-peer/broker"
	"laggard-go-peer/internal/protocol"
)

// cell is a short trial with slow subscribers.
func cell(strategy, dispatch, load string) *protocol.Cell {
	timeout, rate, duration := 2.0, 1_000.0, 0.15
	c := &protocol.Cell{
		Executor: "default", Consumer: "task", Strategy: strategy, TimeoutMs: &timeout, Dispatch: dispatch,
		Partitions: 2, Topics: 2, Publishers: 2, Subscribers: 20, Capacity: 3, SlowSubscribers: 2,
		SlowKind: "constant", SlowDelayMs: 5, LoadModel: load, WarmupS: 0.02, DurationS: &duration,
		DrainLimitS: 0.1, HeapLimitBytes: 1 << 30, OverlapLimit: 20_000, SampleIntervalMs: 5, Seed: 1,
	}
	if load == "open" {
		c.OfferedRatePerS = &rate
	}
	return c
}

// A trial whose accounts do not balance fails itself: `ok` says that they do.
func TestTrialAccountsForEveryDelivery(t *testing.T) {
	for _, strategy := range broker.Strategies() {
		for _, way := range [][2]string{{"detached", "open"}, {"awaited", "open"}, {"awaited", "saturated"}} {
			var isReady atomic.Bool
			result := Run(cell(strategy, way[0], way[1]), nil, func(line any) {
				if _, ready := line.(protocol.Ready); ready {
					isReady.Store(true)
				}
			})
			name := strategy + " " + strings.Join(way[:], " ")
			if result.Status != "ok" || !isReady.Load() {
				t.Errorf("%s: %s, %s", name, result.Status, result.StatusDetail)
			}
			if result.Metrics["published"] < 1 || result.Metrics["fast_deliveries"] < 1 {
				t.Errorf("%s: %v", name, result.Metrics)
			}
			if _, isTimed := result.Metrics["fast_latency_samples"]; isTimed != (way[1] == "open") {
				t.Errorf("%s: latencies: %v", name, isTimed)
			}
		}
	}
}

func TestTrialFailsInWordsWhenNotOffered(t *testing.T) {
	for want, change := range map[string]func(*protocol.Cell){
		"exact trials are not offered":         func(c *protocol.Cell) { c.Exact = true },
		"there is no strategy 'drop-oldest'":   func(c *protocol.Cell) { c.Strategy = "drop-oldest" },
		"executor 'own' is not offered":        func(c *protocol.Cell) { c.Executor = "own" },
		"consumer 'handler' is not offered":    func(c *protocol.Cell) { c.Consumer = "handler" },
		"strategy timer needs a timeout_ms":    func(c *protocol.Cell) { c.TimeoutMs = nil },
		"slow subscribers need a slow_kind":    func(c *protocol.Cell) { c.SlowKind = "" },
		"only ever reach the overlap limit":    func(c *protocol.Cell) { c.LoadModel, c.Dispatch = "saturated", "detached" },
		"partitions and capacity must be 1 or": func(c *protocol.Cell) { c.Capacity = 0 },
	} {
		c := cell(broker.Timer, "awaited", "open")
		change(c)
		result := Run(c, nil, func(any) {})
		if result.Status != "failed" || !strings.Contains(result.StatusDetail, want) {
			t.Errorf("%s: %s, %s", want, result.Status, result.StatusDetail)
		}
	}
}
