package protocol

import (
	"encoding/json"
	"strings"
	"testing"
)

const line = `{"executor":"default","consumer":"task","strategy":"timer","timeout_ms":5,"dispatch":"awaited",` +
	`"partitions":1,"topics":1,"publishers":1,"subscribers":20,"capacity":5,"slow_subscribers":0,` +
	`"load_model":"open","offered_rate_per_s":500,"warmup_s":0.1,"duration_s":1,"exact":false,"drain_limit_s":0.1,` +
	`"heap_limit_bytes":1073741824,"overlap_limit":20000,"sample_interval_ms":50,"seed":7}`

// changed is the line with one key set, or, for nil, taken out.
func changed(t *testing.T, key string, value any) []byte {
	t.Helper()
	var keys map[string]any
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatal(err)
	}
	keys[key] = value
	if value == nil {
		delete(keys, key)
	}
	bytes, err := json.Marshal(keys)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func TestCellIsReadWhenWhole(t *testing.T) {
	cell, err := ParseCell(changed(t, "a_key_of_a_later_version", 1))
	if err != nil {
		t.Fatal(err)
	}
	if cell.Subscribers != 20 || *cell.TimeoutMs != 5 || *cell.DurationS != 1 || cell.Messages != nil || cell.Seed != 7 {
		t.Errorf("read as %+v", cell)
	}
}

func TestCellIsRefusedInWordsWhenWrong(t *testing.T) {
	for _, key := range required {
		if _, err := ParseCell(changed(t, key, nil)); err == nil || !strings.Contains(err.Error(), "'"+key+"' is missing") {
			t.Errorf("without %s: %v", key, err)
		}
	}
	for key, value := range map[string]any{
		"dispatch": "later", "load_model": "closed", "slow_kind": "lazy", "capacity": "ten", "seed": -1,
	} {
		if _, err := ParseCell(changed(t, key, value)); err == nil {
			t.Errorf("%s %v: taken", key, value)
		}
	}
	for _, text := range []string{"", "[]", "null", line[:40]} {
		if _, err := ParseCell([]byte(text)); err == nil {
			t.Errorf("'%s': taken", text)
		}
	}
}

func TestLineIsWrittenWhole(t *testing.T) {
	var out strings.Builder
	writer := NewWriter(&out, func(err error) { t.Error(err) })
	writer.Write(Ready{Type: "ready"})
	metrics := Metrics{}
	metrics.Set("published", 3, true)
	metrics.Set("fast_latency_p99_ns", 0, false)
	writer.Write(Result{Type: "result", Status: "ok", Metrics: metrics})
	want := "{\"type\":\"ready\"}\n{\"type\":\"result\",\"status\":\"ok\",\"metrics\":{\"published\":3}}\n"
	if out.String() != want {
		t.Errorf("%s", out.String())
	}
}
