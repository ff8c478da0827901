package histogram

import (
	"math"
	"math/rand"
	"sort"
	"testing"
)

func TestBucketHoldsItsValueToThreeDigits(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 100_000; i++ {
		value := uint64(math.Exp(random.Float64() * math.Log(Longest)))
		lowest, width := bucket(index(value))
		if value < lowest || value >= lowest+width {
			t.Fatalf("%d is not in [%d, %d)", value, lowest, lowest+width)
		}
		if width > 1<<unitMagnitude && float64(width) > float64(value)/1000 {
			t.Fatalf("%d: a bucket of %d", value, width)
		}
	}
	if capacity != index(Longest)+1 {
		t.Fatal(capacity)
	}
}

func TestPercentilesAgreeWithSortedValues(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	h, other := New(), New()
	var values []float64
	for i := 0; i < 20_000; i++ {
		value := int64(1e6 + random.ExpFloat64()*5e6)
		values = append(values, float64(value))
		if !(map[bool]*Histogram{true: h, false: other}[i%2 == 0]).Record(value) {
			t.Fatal(value)
		}
	}
	h.Add(other)
	sort.Float64s(values)
	for _, percentile := range []float64{50, 90, 99, 99.9} {
		got, ok := h.ValueAt(percentile, 5_000)
		want := values[int(percentile/100*20_000)-1]
		if !ok || math.Abs(got-want) > want/1000 {
			t.Errorf("p%v: %v, not %v", percentile, got, want)
		}
	}
	if max, _ := h.Max(); max != values[len(values)-1] {
		t.Errorf("max %v", max)
	}
}

func TestTimesOutOfRangeAreRefused(t *testing.T) {
	h := New()
	if h.Record(-1) || h.Record(Longest+1) || !h.Record(Longest) || !h.Record(0) {
		t.Error("wrong range")
	}
	if _, ok := h.ValueAt(99, 1_000); ok {
		t.Error("a p99 of two values")
	}
}

func TestRuleOfPercentiles(t *testing.T) {
	for _, c := range []struct {
		percentile float64
		samples    uint64
		messages   int
		want       bool
	}{
		{50, 20, 1, true}, {50, 19, 1, false}, {99, 1_000, 100, true}, {99, 999, 100, false},
		{99, 100_000, 99, false}, {99.9, 10_000, 1_000, true}, {99.9, 9_999, 1_000, false}, {99.9, 1 << 30, 999, false},
	} {
		if got := Allows(c.percentile, c.samples, c.messages); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
