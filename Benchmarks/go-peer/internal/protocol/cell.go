// Package protocol has the words between laggard and a child: docs/trial-protocol.md is the contract.
package protocol

import (
	"encoding/json"
	"fmt"
)

// Cell is what a trial is told to do. What does not apply is absent; keys that this child does not know are ignored.
type Cell struct {
	Executor         string   `json:"executor"`
	Consumer         string   `json:"consumer"`
	Strategy         string   `json:"strategy"`
	TimeoutMs        *float64 `json:"timeout_ms"`
	Dispatch         string   `json:"dispatch"`
	Partitions       int      `json:"partitions"`
	Topics           int      `json:"topics"`
	Publishers       int      `json:"publishers"`
	Subscribers      int      `json:"subscribers"`
	Capacity         int      `json:"capacity"`
	SlowSubscribers  int      `json:"slow_subscribers"`
	SlowKind         string   `json:"slow_kind"`
	SlowDelayMs      float64  `json:"slow_delay_ms"`
	SlowBurst        int      `json:"slow_burst"`
	LoadModel        string   `json:"load_model"`
	OfferedRatePerS  *float64 `json:"offered_rate_per_s"`
	WarmupS          float64  `json:"warmup_s"`
	DurationS        *float64 `json:"duration_s"`
	Messages         *int     `json:"messages"`
	Exact            bool     `json:"exact"`
	DrainLimitS      float64  `json:"drain_limit_s"`
	HeapLimitBytes   uint64   `json:"heap_limit_bytes"`
	OverlapLimit     int64    `json:"overlap_limit"`
	SampleIntervalMs float64  `json:"sample_interval_ms"`
	Seed             uint64   `json:"seed"`
}

var required = []string{
	"executor", "consumer", "strategy", "partitions", "topics", "publishers", "subscribers", "capacity",
	"slow_subscribers", "load_model", "warmup_s", "exact", "drain_limit_s", "heap_limit_bytes", "overlap_limit",
	"sample_interval_ms", "seed",
}

var words = []struct {
	key   string
	value func(*Cell) string
	known []string
}{
	{"dispatch", func(c *Cell) string { return c.Dispatch }, []string{"", "detached", "awaited"}},
	{"load_model", func(c *Cell) string { return c.LoadModel }, []string{"open", "saturated"}},
	{"slow_kind", func(c *Cell) string { return c.SlowKind }, []string{
		"", "constant", "bursty", "pareto", "cpu", "stalled",
	}},
}

// ParseCell says in words what is wrong with a line that is no cell.
func ParseCell(line []byte) (*Cell, error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		return nil, fmt.Errorf("the cell is not what it should be: %v", err)
	}
	for _, key := range required {
		if value, ok := keys[key]; !ok || string(value) == "null" {
			return nil, fmt.Errorf("the cell is not what it should be: '%s' is missing", key)
		}
	}
	cell := new(Cell)
	if err := json.Unmarshal(line, cell); err != nil {
		return nil, fmt.Errorf("the cell is not what it should be: %v", err)
	}
	for _, word := range words {
		isKnown := false
		for _, known := range word.known {
			isKnown = isKnown || word.value(cell) == known
		}
		if !isKnown {
			return nil, fmt.Errorf("the cell is not what it should be: %s '%s' is unknown", word.key, word.value(cell))
		}
	}
	return cell, nil
}
